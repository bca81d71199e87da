-- One line per capture and one per compensation of a capture: money between merchant and acquirer.
create table settlement_line (
    transaction_id      uuid        not null,
    kind                text        not null
        check (kind in ('PURCHASE', 'REFUND', 'PURCHASE_REVERSAL', 'REFUND_REVERSAL')),
    merchant_id         text        not null,
    terminal_id         text        not null,
    batch_id            bigint      references batch,
    batch_number        char(6)     not null,
    trace_number        char(6)     not null,
    retrieval_reference text        not null,
    authorization_code  text,
    masked_pan          text        not null,
    issuer              text,
    scheme              text        not null,
    region              text        not null check (region in ('DOMESTIC', 'FOREIGN')),
    outlet_name         text,
    amount_minor        bigint      not null check (amount_minor between 1 and 9007199254740991),
    currency            char(3)     not null check (currency ~ '^[A-Z]{3}$'),
    business_date       date        not null,
    captured_at         timestamptz not null,
    original_id         uuid,
    state               text        not null
        check (state in ('WAITING_FOR_TARIFF', 'WAITING_FOR_ORIGINAL', 'WAITING_FOR_BATCH', 'POSTED')),
    fee_minor           bigint,
    tariff_version      bigint,
    fee_rule            text,
    posted_at           timestamptz,
    primary key (transaction_id, kind),
    constraint members_have_a_batch check ((kind in ('PURCHASE', 'REFUND')) = (batch_id is not null)),
    constraint priced_lines_say_how check (
        (state in ('WAITING_FOR_BATCH', 'POSTED')) = (fee_minor is not null)
        and (fee_minor is null) = (tariff_version is null)
        and (fee_minor is null) = (fee_rule is null)),
    constraint posted_lines_say_when check ((state = 'POSTED') = (posted_at is not null)),
    constraint compensations_wait_for_their_original_only check (
        kind in ('PURCHASE', 'REFUND') or state in ('WAITING_FOR_ORIGINAL', 'POSTED')),
    constraint fees_go_the_right_way check (
        case when kind in ('PURCHASE', 'REFUND_REVERSAL') then fee_minor >= 0 else fee_minor <= 0 end)
);

create index settlement_line_of_statement
    on settlement_line (merchant_id, business_date, captured_at, transaction_id, kind);
create index settlement_line_of_batch on settlement_line (batch_id) where batch_id is not null;
create index settlement_line_of_original on settlement_line (original_id)
    where original_id is not null;
create index settlement_line_waiting on settlement_line (merchant_id, state, captured_at)
    where state in ('WAITING_FOR_TARIFF', 'WAITING_FOR_ORIGINAL');

comment on table settlement_line is 'One per capture and one per compensation';
comment on column settlement_line.batch_id is 'The batch it is a member of; null for a compensation';
comment on column settlement_line.batch_number is 'As printed on the receipt; a compensation has its capture''s';
comment on column settlement_line.amount_minor is 'Minor units of currency; the kind says which way the money goes';
comment on column settlement_line.business_date is 'Of the transaction; of the open day for a compensation';
comment on column settlement_line.captured_at is 'When transaction-service captured or reversed it; chooses the tariff';
comment on column settlement_line.original_id is 'What a refund refers to';
comment on column settlement_line.fee_minor is 'Minor units of currency; negative when given back to the merchant';
comment on column settlement_line.tariff_version is 'Version of the tariff that made the fee; a compensation has that of its capture';
comment on column settlement_line.fee_rule is 'How the fee came about, for people';
