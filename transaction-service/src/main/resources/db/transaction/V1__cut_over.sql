-- Which business date an intent belongs to. The intent's own statement reads it, so that a date is
-- assigned once and never taken from "today".
create table cut_over (
    business_date date primary key,
    starts_at     timestamptz not null unique
);

comment on table cut_over is 'Business dates of this cell; rows are added ahead of time and never changed';
comment on column cut_over.business_date is 'The date that intents carry from starts_at until the next row''s starts_at';
comment on column cut_over.starts_at is 'Instant of the cut-over; compared with the database''s clock';
