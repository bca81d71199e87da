alter table binding
    add column amount_limit_minor       bigint,
    add column daily_amount_limit_minor bigint,
    add column daily_count_limit        int;

comment on column binding.amount_limit_minor is 'Most that one purchase may be, in minor units of the cell''s currency; null is no limit';
comment on column binding.daily_amount_limit_minor is 'Most that a business date''s purchases may be together, in minor units of the cell''s currency; null is no limit';
comment on column binding.daily_count_limit is 'How many purchases a business date may have; null is no limit';

-- What counts towards daily limits: purchases that the merchant may still be paid for.
create index transaction_turnover on transaction (terminal_id, business_date)
    where kind = 'PURCHASE' and state in ('SENT', 'APPROVED', 'CAPTURED', 'SETTLED')
      and capture_reversed_on is null;
