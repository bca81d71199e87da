-- Which issuing regions' cards are not taken where; each row with its beginning and its end.
create table region_rule (
    id           bigint      generated always as identity primary key,
    region       text        not null check (region ~ '^[0-9]{0,6}$'),
    card_region  text        not null check (card_region in ('DOMESTIC', 'FOREIGN')),
    in_force_on  date        not null,
    reason       text        not null check (length(reason) between 1 and 120),
    set_at       timestamptz not null default now(),
    set_by       text        not null,
    lifted_at    timestamptz,
    lifted_by    text,
    check ((lifted_at is null) = (lifted_by is null))
);

create unique index region_rule_in_force on region_rule (region, card_region)
    where lifted_at is null;

comment on table region_rule is 'Purchases and inquiries declined by where the terminal stands and where the card was issued';
comment on column region_rule.region is 'First digits of the outlet''s administrative division code; empty means everywhere';
comment on column region_rule.in_force_on is 'First business date on which it declines';
comment on column region_rule.reason is 'Read by the merchant in the timeline of what was declined';
comment on column region_rule.set_by is 'OAuth2 client';
comment on column region_rule.lifted_at is 'Absent while the rule stands';

comment on column terminal_reversal.withheld is 'Recorded and answered, and not carried out while refunds or a void hold the payment';
comment on column reversal.state is 'SENT: bytes may have left; NOT_DONE: the network has no such original, which counts as acknowledged; QUARANTINED: refused or left unanswered too often, waits for a person';
