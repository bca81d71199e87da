-- Terminal batches. An intent holds a shared lock on its terminal's open row until it commits; a
-- settlement takes the row exclusively.
create table terminal_batch (
    id                      bigint      generated always as identity primary key,
    terminal_id             text        not null check (length(terminal_id) = 8),
    merchant_id             text        not null check (length(merchant_id) = 15),
    batch_number            text        not null check (batch_number ~ '^[0-9]{6}$'),
    state                   text        not null check (state in ('OPEN', 'CLOSING', 'CLOSED')),
    currency                char(3)     not null,
    opened_at               timestamptz not null default now(),
    last_sign_on_trace      text        check (last_sign_on_trace ~ '^[0-9]{6}$'),
    last_sign_on_digest     bytea,
    last_sign_on_regressed  boolean     not null default false,
    settlement_reference    text        check (settlement_reference ~ '^[0-9]{12}$'),
    settled_at              timestamptz,
    claimed_domestic        bigint[]    check (cardinality(claimed_domestic) = 4),
    claimed_foreign         bigint[]    check (cardinality(claimed_foreign) = 4),
    told_domestic           bigint[]    check (cardinality(told_domestic) = 4),
    told_foreign            bigint[]    check (cardinality(told_foreign) = 4),
    captured_domestic       bigint[]    check (cardinality(captured_domestic) = 4),
    captured_foreign        bigint[]    check (cardinality(captured_foreign) = 4),
    closing                 text        check (closing in ('BALANCED', 'UPLOADED', 'TIMED_OUT', 'TRACE_REGRESSION')),
    close_due_at            timestamptz,
    closed_at               timestamptz,
    member_count            int         check (member_count >= 0),
    upload_balanced         boolean,
    upload_total_count      int         check (upload_total_count >= 0),
    check ((state = 'OPEN') = (close_due_at is null and closed_at is null)),
    check ((state = 'CLOSED') = (closed_at is not null)),
    check (state <> 'CLOSED' or (closing is not null and member_count is not null
           and captured_domestic is not null and captured_foreign is not null)),
    check ((settlement_reference is null) = (settled_at is null)),
    check ((settlement_reference is null) = (claimed_domestic is null)),
    check ((claimed_domestic is null) = (claimed_foreign is null)),
    check ((claimed_domestic is null) = (told_domestic is null)),
    check ((told_domestic is null) = (told_foreign is null)),
    check (closing <> 'BALANCED' or (claimed_domestic = captured_domestic
           and claimed_foreign = captured_foreign))
);

create unique index terminal_batch_open on terminal_batch (terminal_id) where state = 'OPEN';
create index terminal_batch_terminal on terminal_batch (terminal_id, id desc);
create index terminal_batch_due on terminal_batch (close_due_at) where state = 'CLOSING';

create table batch_upload_line (
    batch_id     bigint      not null references terminal_batch (id),
    upload_trace text        not null check (upload_trace ~ '^[0-9]{6}$'),
    line         smallint    not null check (line between 1 and 8),
    card_region  text        not null check (card_region in ('DOMESTIC', 'FOREIGN')),
    trace_number text        not null check (trace_number ~ '^[0-9]{6}$'),
    masked_pan   text        not null,
    pan_hash     bytea       not null,
    amount_minor bigint      not null check (amount_minor >= 0),
    received_at  timestamptz not null default now(),
    primary key (batch_id, upload_trace, line)
);

comment on table terminal_batch is 'Terminal batches; numbers wrap after 999999, ids never do';
comment on column terminal_batch.state is 'CLOSING takes no new financial requests; CLOSED never changes again';
comment on column terminal_batch.currency is 'ISO 4217; all sums of the batch are in its minor units';
comment on column terminal_batch.last_sign_on_digest is 'With the trace it tells an unchanged repeat of the last sign-on';
comment on column terminal_batch.last_sign_on_regressed is 'What the last sign-on was told, for its repeats';
comment on column terminal_batch.settlement_reference is 'Field 37 of the 0510; present once the terminal claimed totals';
comment on column terminal_batch.settled_at is 'Fields 12 and 13 of the 0510';
comment on column terminal_batch.claimed_domestic is 'The terminal''s totals of domestic cards: debit minor units, debit count, credit minor units, credit count';
comment on column terminal_batch.claimed_foreign is 'As claimed_domestic, for foreign cards';
comment on column terminal_batch.told_domestic is 'Our totals as told in the 0510, in the order of claimed_domestic';
comment on column terminal_batch.told_foreign is 'As told_domestic, for foreign cards';
comment on column terminal_batch.captured_domestic is 'Totals of the members, in the order of claimed_domestic';
comment on column terminal_batch.captured_foreign is 'As captured_domestic, for foreign cards';
comment on column terminal_batch.closing is 'How the batch came to close; known while it is CLOSING, too';
comment on column terminal_batch.close_due_at is 'When a closing batch is closed from our records if the terminal says no more';
comment on column terminal_batch.member_count is 'How many transactions were captured';
comment on column terminal_batch.upload_balanced is 'What the end message of the upload said; absent before it';
comment on column terminal_batch.upload_total_count is 'How many lines the terminal says it uploaded';
comment on table batch_upload_line is 'Lines of a batch as the terminal has them';
comment on column batch_upload_line.upload_trace is 'Trace number of the 0320 that brought the line';
comment on column batch_upload_line.trace_number is 'Trace number of the transaction';
comment on column batch_upload_line.masked_pan is 'First six and last four digits';
comment on column batch_upload_line.pan_hash is 'Keyed hash of the card number';
comment on column batch_upload_line.amount_minor is 'In minor units of the batch''s currency';
