-- Refunds that were captured while their purchases were not. Told with the close of their batch, so
-- that the batch waits for nothing of which nobody knows when it comes, or whether.
create table early_refund (
    batch_id       bigint  not null references batch,
    transaction_id uuid    not null,
    purchase_minor bigint  not null check (purchase_minor > 0),
    purchase_ended boolean not null,
    primary key (batch_id, transaction_id)
);

create trigger early_refunds_stay before update or delete or truncate on early_refund
    for each statement execute function refuse_change();

comment on table early_refund is 'Members that are refunds of purchases not captured yet';
comment on column early_refund.transaction_id is 'Of the refund';
comment on column early_refund.purchase_minor is 'What was bought, in minor units of the batch''s currency';
comment on column early_refund.purchase_ended is 'The purchase is never captured any more; false while it was in an open batch';
