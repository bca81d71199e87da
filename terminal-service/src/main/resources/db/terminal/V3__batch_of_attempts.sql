alter table attempt add column batch_number char(6);
comment on column attempt.batch_number is 'as sent in field 60.2, which may be wrong';
