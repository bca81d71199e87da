-- Quick decline: every instance reads this table at least once a second.
create table route_switch (
    scope      text        not null check (scope in ('NETWORK', 'ISSUER')),
    name       text        not null check (name ~ '^[A-Za-z0-9_-]{1,32}$'),
    open       boolean     not null,
    reason     text        not null check (length(reason) between 1 and 200),
    changed_at timestamptz not null default now(),
    changed_by text        not null,
    primary key (scope, name)
);

create table route_switch_change (
    id         bigint      generated always as identity primary key,
    scope      text        not null,
    name       text        not null,
    open       boolean     not null,
    reason     text        not null,
    changed_at timestamptz not null default now(),
    changed_by text        not null
);

comment on table route_switch is 'Networks and issuers that were switched; what has no row is open';
comment on column route_switch.open is 'False declines at once';
comment on column route_switch.changed_by is 'OAuth2 client that set it';
comment on table route_switch_change is 'Every setting that ever was; append-only';
