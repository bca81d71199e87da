-- A void or refund says itself whether it still holds its claim on the original, so that it is
-- given back once, however often the claimant ends.
alter table transaction add column holds_claim boolean not null default false;
update transaction set holds_claim = true
 where kind in ('VOID', 'REFUND') and original_id is not null
   and state not in ('DECLINED', 'REVERSED', 'NOT_DONE');
alter table transaction add check (not holds_claim or original_id is not null);

-- A terminal's reversal of a purchase that has been refunded is recorded and not carried out.
alter table terminal_reversal add column withheld boolean not null default false;
alter table terminal_reversal add check (not withheld or transaction_id is not null);
create index terminal_reversal_withheld on terminal_reversal (transaction_id) where withheld;

create index reversal_quarantined on reversal (id) where state = 'QUARANTINED';

comment on column transaction.holds_claim is 'Whether this void or refund still holds its claim on its original';
comment on column terminal_reversal.withheld is 'Recorded and answered, and not carried out while refunds hold the payment';
