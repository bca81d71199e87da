-- What operators have ruled out, each row with its beginning and its end; none is ever deleted.
create table blocked_card (
    id           bigint      generated always as identity primary key,
    pan_hash     bytea       not null check (length(pan_hash) = 32),
    masked_pan   text        not null,
    reason       text        not null check (length(reason) between 1 and 200),
    blocked_at   timestamptz not null default now(),
    blocked_by   text        not null,
    unblocked_at timestamptz,
    unblocked_by text,
    check ((unblocked_at is null) = (unblocked_by is null))
);

create unique index blocked_card_in_force on blocked_card (pan_hash) where unblocked_at is null;

create table emergency_stop (
    id          bigint      generated always as identity primary key,
    scope       text        not null check (scope in ('TERMINAL', 'MERCHANT', 'OPERATOR')),
    name        text        not null check (length(name) between 8 and 19),
    reason      text        not null check (length(reason) between 1 and 120),
    stopped_at  timestamptz not null default now(),
    stopped_by  text        not null,
    released_at timestamptz,
    released_by text,
    check ((released_at is null) = (released_by is null))
);

create unique index emergency_stop_in_force on emergency_stop (scope, name)
    where released_at is null;

comment on table blocked_card is 'Cards whose purchases and inquiries are declined';
comment on column blocked_card.pan_hash is 'Keyed hash of the card number (HMAC-SHA-256)';
comment on column blocked_card.masked_pan is 'First six and last four digits';
comment on column blocked_card.blocked_by is 'OAuth2 client';
comment on column blocked_card.unblocked_at is 'Absent while the block is in force';
comment on table emergency_stop is 'Terminals, merchants and operators that are stopped at once';
comment on column emergency_stop.name is 'Terminal id; merchant id; or merchant id, -, operator''s number (field 63)';
comment on column emergency_stop.reason is 'Read by the merchant in the timeline of what was declined';
comment on column emergency_stop.stopped_by is 'OAuth2 client';
comment on column emergency_stop.released_at is 'Absent while the stop is in force';
