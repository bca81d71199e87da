-- Reversals owed to the network, and reversals that terminals sent.
create table reversal (
    id              bigint      generated always as identity primary key,
    transaction_id  uuid        not null references transaction (id),
    state           text        not null
        check (state in ('DUE', 'SENT', 'ACKNOWLEDGED', 'NOT_DONE', 'QUARANTINED')),
    cause           text        not null,
    network_trace   text        not null check (network_trace ~ '^[0-9]{6}$'),
    transmitted_at  timestamptz not null,
    attempts        int         not null default 0 check (attempts >= 0),
    refusals        int         not null default 0 check (refusals >= 0),
    next_attempt_at timestamptz not null default now(),
    lease_until     timestamptz,
    fencing         bigint      not null default 0,
    created_at      timestamptz not null default now(),
    done_at         timestamptz,
    check ((state in ('ACKNOWLEDGED', 'NOT_DONE')) = (done_at is not null)),
    check (state = 'DUE' or attempts > 0)
);

create unique index reversal_live on reversal (transaction_id)
    where state in ('DUE', 'SENT', 'QUARANTINED');
create index reversal_next on reversal (next_attempt_at) where state in ('DUE', 'SENT');

create table terminal_reversal (
    terminal_id         text        not null,
    merchant_id         text        not null,
    batch_number        text        not null,
    trace_number        text        not null,
    mti_class           text        not null,
    processing_code     text        not null,
    transaction_type    text        not null,
    transaction_id      uuid        references transaction (id),
    reason              text        not null
        check (reason in ('NO_ANSWER', 'ANSWER_MAC_WRONG', 'OTHER')),
    pan_hash            bytea       not null check (length(pan_hash) = 32),
    amount_minor        bigint      check (amount_minor >= 0),
    retrieval_reference text        not null check (retrieval_reference ~ '^[0-9]{12}$'),
    business_date       date        not null references cut_over (business_date),
    recorded_at         timestamptz not null default now(),
    primary key (terminal_id, merchant_id, batch_number, trace_number, mti_class, processing_code,
                 transaction_type)
);

create index terminal_reversal_age on terminal_reversal (recorded_at);

comment on table reversal is 'Reversals owed to the network; at most one is live per transaction';
comment on column reversal.state is 'SENT: bytes may have left; NOT_DONE: the network has no such original, which counts as acknowledged; QUARANTINED: refused too often, waits for a person';
comment on column reversal.cause is 'Code of the failure catalogue';
comment on column reversal.network_trace is 'Field 11 of the 0420 and its repeats';
comment on column reversal.transmitted_at is 'Field 7 of the 0420 and its repeats, whole seconds';
comment on column reversal.attempts is 'How often it was taken up for sending';
comment on column reversal.refusals is 'How often the network answered neither 00 nor 25';
comment on column reversal.next_attempt_at is 'Database clock';
comment on column reversal.lease_until is 'Database clock; until then one instance works on the row';
comment on column reversal.fencing is 'Grows with every lease; only the newest holder may record a result';
comment on table terminal_reversal is 'Reversals as terminals sent them, under the identity of their original; kept 180 days';
comment on column terminal_reversal.transaction_id is 'Absent in a tombstone whose original never came';
comment on column terminal_reversal.amount_minor is 'In minor units of the original''s currency';
comment on column terminal_reversal.retrieval_reference is 'Field 37 of the 0410';
