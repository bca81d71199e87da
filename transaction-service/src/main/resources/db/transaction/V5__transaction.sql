-- Numbers that must never meet again while anybody remembers them: shared by all instances, kept
-- over restarts.
create sequence retrieval_reference minvalue 1 maxvalue 89999999 cycle cache 1;
create sequence network_trace minvalue 1 maxvalue 999999 cycle cache 1;

-- Identities are kept apart from transactions and are not partitioned by date: a unique index on a
-- partitioned table must contain the date, and a repeat after cut-over would be a new transaction.
create table transaction_identity (
    terminal_id      text        not null check (length(terminal_id) = 8),
    merchant_id      text        not null check (length(merchant_id) = 15),
    batch_number     text        not null check (batch_number ~ '^[0-9]{6}$'),
    trace_number     text        not null check (trace_number ~ '^[0-9]{6}$'),
    mti_class        text        not null check (mti_class in ('01', '02')),
    processing_code  text        not null check (processing_code ~ '^[0-9]{6}$'),
    transaction_type text        not null check (transaction_type ~ '^[0-9]{2}$'),
    transaction_id   uuid,
    business_date    date        not null,
    digest           bytea       check (length(digest) = 32),
    taken_at         timestamptz not null default now(),
    primary key (terminal_id, merchant_id, batch_number, trace_number, mti_class, processing_code,
                 transaction_type),
    check ((transaction_id is null) = (digest is null))
);

create index transaction_identity_age on transaction_identity (taken_at);

create table transaction (
    id                    uuid        primary key,
    kind                  text        not null
        check (kind in ('PURCHASE', 'VOID', 'REFUND', 'BALANCE_INQUIRY')),
    state                 text        not null
        check (state in ('RECEIVED', 'SENT', 'APPROVED', 'DECLINED', 'UNKNOWN', 'REVERSAL_DUE',
                         'REVERSED', 'NOT_DONE', 'VOIDED', 'CAPTURED', 'SETTLED')),
    terminal_id           text        not null check (length(terminal_id) = 8),
    merchant_id           text        not null check (length(merchant_id) = 15),
    batch_id              bigint      not null references terminal_batch (id),
    batch_number          text        not null check (batch_number ~ '^[0-9]{6}$'),
    trace_number          text        not null check (trace_number ~ '^[0-9]{6}$'),
    condition_code        text        not null check (condition_code ~ '^[0-9]{2}$'),
    amount_minor          bigint      check (amount_minor >= 0),
    currency              char(3),
    refunded_minor        bigint      not null default 0 check (refunded_minor >= 0),
    masked_pan            text        not null,
    last_four             text        not null check (last_four ~ '^([0-9]{4}|[*]{4})$'),
    pan_sealed            bytea       not null,
    pan_hash              bytea       not null check (length(pan_hash) = 32),
    entry_mode            text        not null check (entry_mode ~ '^[0-9]{3}$'),
    issuer                text,
    issuer_code           text,
    scheme                text,
    card_region           text        check (card_region in ('DOMESTIC', 'FOREIGN')),
    matched_range         text,
    directory_version     int         not null references issuer_directory_version (version),
    network               text,
    retrieval_reference   text        not null unique check (retrieval_reference ~ '^[0-9]{12}$'),
    network_trace         text        check (network_trace ~ '^[0-9]{6}$'),
    transmitted_at        timestamptz,
    send_deadline_at      timestamptz,
    authorization_code    text        check (length(authorization_code) = 6),
    issuer_response_code  text        check (issuer_response_code ~ '^[0-9A-Z]{2}$'),
    cause                 text,
    business_date         date        not null references cut_over (business_date),
    received_at           timestamptz not null default now(),
    decided_at            timestamptz,
    answer_result         text        check (answer_result in ('APPROVED', 'DECLINED', 'UNKNOWN')),
    answer_cause          text,
    answer_chip_data      bytea,
    answer_balance_sealed bytea,
    original_id           uuid        references transaction (id),
    void_claim_id         uuid,
    capture_batch_id      bigint      references terminal_batch (id),
    capture_reversed_on   date,
    merchant_name         text        not null,
    merchant_category     text        not null,
    outlet_id             text        not null,
    outlet_name           text        not null,
    outlet_address        text        not null,
    region_code           text        not null,
    software_version      text,
    operator              text,
    location              text,
    step_count            int         not null check (step_count > 0),
    transition_count      int         not null check (transition_count >= 0),
    check ((amount_minor is null) = (kind = 'BALANCE_INQUIRY')),
    check ((amount_minor is null) = (currency is null)),
    check (refunded_minor <= coalesce(amount_minor, 0)),
    check (refunded_minor = 0 or kind = 'PURCHASE'),
    check (amount_minor > 0 or state = 'DECLINED'),
    check (void_claim_id is null or kind = 'PURCHASE'),
    check (void_claim_id is null or refunded_minor = 0),
    check (original_id is null or kind in ('VOID', 'REFUND')),
    check (original_id is not null or kind not in ('VOID', 'REFUND') or state = 'DECLINED'),
    check (state in ('RECEIVED', 'DECLINED')
           or (network is not null and network_trace is not null and transmitted_at is not null
               and card_region is not null)),
    check (state <> 'SENT' or send_deadline_at is not null),
    check ((state in ('RECEIVED', 'SENT')) = (answer_result is null)),
    check ((answer_result is null) = (decided_at is null)),
    check (state not in ('APPROVED', 'VOIDED', 'CAPTURED', 'SETTLED')
           or answer_result = 'APPROVED'),
    check ((answer_result = 'APPROVED') = (answer_cause is null)),
    check (kind <> 'BALANCE_INQUIRY'
           or state in ('RECEIVED', 'SENT', 'APPROVED', 'DECLINED')),
    check ((capture_batch_id is not null) = (state in ('CAPTURED', 'SETTLED'))),
    check (capture_reversed_on is null or state in ('CAPTURED', 'SETTLED'))
);

-- Ids grow with time, so one index serves a merchant's list, newest first, and its pages.
create index transaction_merchant on transaction (merchant_id, id desc);
create index transaction_slip on transaction (terminal_id, batch_number, trace_number);
create index transaction_batch on transaction (batch_id, trace_number);
create index transaction_open on transaction (send_deadline_at) where state in ('RECEIVED', 'SENT');
create index transaction_uncaptured on transaction (terminal_id, batch_id)
    where state = 'APPROVED' and kind in ('PURCHASE', 'REFUND');
create index transaction_captured on transaction (capture_batch_id) where state = 'CAPTURED';

create table transaction_step (
    transaction_id uuid        not null references transaction (id),
    sequence       int         not null check (sequence > 0),
    step           text        not null,
    state          text        not null,
    transition     int         check (transition > 0),
    cause          text,
    detail         text        check (length(detail) <= 200),
    at             timestamptz not null default clock_timestamp(),
    primary key (transaction_id, sequence)
);

comment on table transaction_identity is 'Requests already taken in; kept 180 days, as long as a terminal may repeat or reverse';
comment on column transaction_identity.mti_class is 'First two digits of the message type';
comment on column transaction_identity.processing_code is 'Field 3';
comment on column transaction_identity.transaction_type is 'Field 60.1';
comment on column transaction_identity.transaction_id is 'Absent in a tombstone: a reversal came first, and the original must never be sent';
comment on column transaction_identity.digest is 'Keyed digest of the request''s content (HMAC-SHA-256); absent in a tombstone';
comment on column transaction_identity.taken_at is 'Database clock; the row may go 180 days later';

comment on table transaction is 'One row per payment: the truth about it';
comment on column transaction.id is 'UUID version 7: grows with the time of arrival';
comment on column transaction.trace_number is 'Field 11 of the terminal''s request';
comment on column transaction.condition_code is 'Field 25';
comment on column transaction.amount_minor is 'In minor units of currency; absent for a balance inquiry only';
comment on column transaction.currency is 'ISO 4217, alphabetic';
comment on column transaction.refunded_minor is 'Sum of refunds claimed against this purchase, approved or still open, in minor units of currency';
comment on column transaction.masked_pan is 'First six and last four digits';
comment on column transaction.pan_sealed is 'Card number, AEAD-encrypted; the transaction id is authenticated with it';
comment on column transaction.pan_hash is 'Keyed hash of the card number (HMAC-SHA-256)';
comment on column transaction.entry_mode is 'Field 22';
comment on column transaction.matched_range is 'Range of the issuer directory that matched, such as 62 or 2221-2720';
comment on column transaction.directory_version is 'Version of the issuer directory that was asked';
comment on column transaction.retrieval_reference is 'Field 37, ours: last digit of the year, day of the year, sequence';
comment on column transaction.network_trace is 'Field 11 on the network link, ours';
comment on column transaction.transmitted_at is 'Field 7 on the network link, whole seconds';
comment on column transaction.send_deadline_at is 'Database clock; an open row past it is resolved by the sweep';
comment on column transaction.issuer_response_code is 'Field 39 as the network answered it';
comment on column transaction.cause is 'Code of the failure catalogue: why the payment is in its state; absent when nothing went wrong';
comment on column transaction.business_date is 'Assigned once, with the intent, from cut_over';
comment on column transaction.decided_at is 'When the stored answer was decided: fields 12 and 13';
comment on column transaction.answer_result is 'What the terminal was told, or would have been; never changes once set';
comment on column transaction.answer_cause is 'Code of the failure catalogue told with the answer';
comment on column transaction.answer_chip_data is 'Field 55 from the issuer: authentication data and scripts';
comment on column transaction.answer_balance_sealed is 'Balance for repeats of an inquiry, AEAD-encrypted';
comment on column transaction.original_id is 'What a void or refund refers to';
comment on column transaction.void_claim_id is 'The void that claims this purchase, open or approved; nothing else may claim it meanwhile';
comment on column transaction.capture_batch_id is 'The batch that captured the row; a payment restored after its batch closed joins the next one';
comment on column transaction.capture_reversed_on is 'Business date of the compensating line when a reversal came after capture';
comment on column transaction.merchant_name is 'As it was at that moment, as are category, outlet and region';
comment on column transaction.merchant_category is 'Merchant category code, ISO 18245';
comment on column transaction.step_count is 'Steps in the timeline so far';
comment on column transaction.transition_count is 'Events published so far: the sequence of the last one';

comment on table transaction_step is 'The timeline: append-only, numbered without gaps per transaction';
comment on column transaction_step.state is 'State of the transaction right after the step';
comment on column transaction_step.transition is 'Sequence of the event published with the step; absent when the state did not change';
comment on column transaction_step.cause is 'Code of the failure catalogue';
comment on column transaction_step.detail is 'For people; never card data';
comment on column transaction_step.at is 'Database clock';
