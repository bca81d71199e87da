-- An operator's decision, name (64) and reason (120) together are longer than 200.
alter table transaction_step
    drop constraint transaction_step_detail_check,
    add constraint transaction_step_detail_check check (length(detail) <= 300) not valid;
