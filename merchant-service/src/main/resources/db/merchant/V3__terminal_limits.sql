-- What a terminal may sell. Agreed with its merchant: they go when the terminal goes elsewhere.
alter table binding
    add column amount_limit_minor       bigint check (amount_limit_minor between 1 and 999999999999),
    add column daily_amount_limit_minor bigint check (daily_amount_limit_minor between 1 and 9007199254740991),
    add column daily_count_limit        int    check (daily_count_limit between 1 and 1000000);

comment on column binding.amount_limit_minor is 'Most that one purchase may be, minor units of the currency that terminals settle in; null is no limit';
comment on column binding.daily_amount_limit_minor is 'Most that a business date''s purchases may be together, same minor units; null is no limit';
comment on column binding.daily_count_limit is 'How many purchases a business date may have; null is no limit';
