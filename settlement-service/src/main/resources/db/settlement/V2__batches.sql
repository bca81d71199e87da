-- A terminal batch as transaction-service tells of it. The row appears with the first event that
-- names it, whichever that is; the closing facts come with BatchClosed and never change again.
create table batch (
    batch_id                       bigint  primary key,
    terminal_id                    text    not null,
    merchant_id                    text    not null,
    batch_number                   char(6) not null check (batch_number ~ '^[0-9]{6}$'),
    closing                        text,
    balanced                       boolean,
    member_count                   integer check (member_count >= 0),
    currency                       char(3) check (currency ~ '^[A-Z]{3}$'),
    host_domestic_debit_minor      bigint  check (host_domestic_debit_minor >= 0),
    host_domestic_debit_count      integer check (host_domestic_debit_count >= 0),
    host_domestic_credit_minor     bigint  check (host_domestic_credit_minor >= 0),
    host_domestic_credit_count     integer check (host_domestic_credit_count >= 0),
    host_foreign_debit_minor       bigint  check (host_foreign_debit_minor >= 0),
    host_foreign_debit_count       integer check (host_foreign_debit_count >= 0),
    host_foreign_credit_minor      bigint  check (host_foreign_credit_minor >= 0),
    host_foreign_credit_count      integer check (host_foreign_credit_count >= 0),
    terminal_domestic_debit_minor  bigint  check (terminal_domestic_debit_minor >= 0),
    terminal_domestic_debit_count  integer check (terminal_domestic_debit_count >= 0),
    terminal_domestic_credit_minor bigint  check (terminal_domestic_credit_minor >= 0),
    terminal_domestic_credit_count integer check (terminal_domestic_credit_count >= 0),
    terminal_foreign_debit_minor   bigint  check (terminal_foreign_debit_minor >= 0),
    terminal_foreign_debit_count   integer check (terminal_foreign_debit_count >= 0),
    terminal_foreign_credit_minor  bigint  check (terminal_foreign_credit_minor >= 0),
    terminal_foreign_credit_count  integer check (terminal_foreign_credit_count >= 0),
    closed_at                      timestamptz,
    upload_announced               integer check (upload_announced >= 0),
    applied_at                     timestamptz,
    settled_at                     timestamptz,
    constraint closing_facts_come_together check (
        num_nulls(closing, balanced, member_count, currency, closed_at,
                  host_domestic_debit_minor, host_domestic_debit_count,
                  host_domestic_credit_minor, host_domestic_credit_count,
                  host_foreign_debit_minor, host_foreign_debit_count,
                  host_foreign_credit_minor, host_foreign_credit_count) in (0, 13)),
    constraint terminal_totals_come_together check (
        num_nulls(terminal_domestic_debit_minor, terminal_domestic_debit_count,
                  terminal_domestic_credit_minor, terminal_domestic_credit_count,
                  terminal_foreign_debit_minor, terminal_foreign_debit_count,
                  terminal_foreign_credit_minor, terminal_foreign_credit_count) in (0, 8)),
    constraint applied_only_when_closed check (applied_at is null or closed_at is not null),
    constraint settled_only_when_applied check (settled_at is null or applied_at is not null)
);

create index batch_of_merchant on batch (merchant_id, closed_at desc, batch_id desc)
    where closed_at is not null;
create index batch_of_terminal on batch (terminal_id, batch_number, batch_id desc);
create index batch_unsettled on batch (closed_at) where settled_at is null;

comment on table batch is 'Terminal batches: what host and terminal say, and how far settlement came';
comment on column batch.batch_id is 'The row in transaction-service; batch numbers wrap, ids do not';
comment on column batch.member_count is 'How many captured members belong to it; applied when all are here';
comment on column batch.host_domestic_debit_minor is 'Minor units of currency, like all *_minor';
comment on column batch.terminal_domestic_debit_minor is 'What the terminal claimed; null when it never settled';
comment on column batch.upload_announced is 'Lines the terminal says it uploaded; null until its end message';
comment on column batch.applied_at is 'When all members had arrived and agreed with the host totals';
comment on column batch.settled_at is 'When the last member was posted';

create function keep_closing_facts() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null
       and (old.closing, old.balanced, old.member_count, old.currency, old.closed_at,
            old.host_domestic_debit_minor, old.host_domestic_debit_count,
            old.host_domestic_credit_minor, old.host_domestic_credit_count,
            old.host_foreign_debit_minor, old.host_foreign_debit_count,
            old.host_foreign_credit_minor, old.host_foreign_credit_count)
           is distinct from
           (new.closing, new.balanced, new.member_count, new.currency, new.closed_at,
            new.host_domestic_debit_minor, new.host_domestic_debit_count,
            new.host_domestic_credit_minor, new.host_domestic_credit_count,
            new.host_foreign_debit_minor, new.host_foreign_debit_count,
            new.host_foreign_credit_minor, new.host_foreign_credit_count) then
        raise exception 'must stay as it is: closed batch %', old.batch_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger closed_batch_is_immutable before update on batch
    for each row execute function keep_closing_facts();

-- What a terminal uploaded. A terminal that repeats a message, or its whole upload, adds nothing.
create table uploaded_line (
    batch_id     bigint  not null references batch,
    trace_number char(6) not null check (trace_number ~ '^[0-9]{6}$'),
    region       text    not null check (region in ('DOMESTIC', 'FOREIGN')),
    masked_pan   text    not null,
    amount_minor bigint  not null check (amount_minor >= 0),
    primary key (batch_id, trace_number, region, masked_pan, amount_minor)
);

comment on table uploaded_line is 'Transactions of a batch as the terminal has them';
comment on column uploaded_line.masked_pan is 'First six and last four digits';
comment on column uploaded_line.amount_minor is 'Minor units of the batch''s currency';

create table batch_difference (
    batch_id              bigint   not null references batch,
    number                integer  not null check (number > 0),
    cause                 text     not null,
    trace_number          char(6),
    transaction_id        uuid,
    region                text     check (region in ('DOMESTIC', 'FOREIGN')),
    side                  text     check (side in ('DEBIT', 'CREDIT')),
    terminal_amount_minor bigint,
    host_amount_minor     bigint,
    terminal_count        integer,
    host_count            integer,
    terminal_masked_pan   text,
    host_masked_pan       text,
    primary key (batch_id, number)
);

comment on table batch_difference is 'Where terminal and host disagree; made anew when an upload comes late';
comment on column batch_difference.cause is 'Code of the failure catalogue';
comment on column batch_difference.region is 'Which half, for a sum that differs';
comment on column batch_difference.terminal_amount_minor is 'Minor units of the batch''s currency, like host_amount_minor';
