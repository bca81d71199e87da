-- Local copies of what merchant-service says on merchant.v1 and binding.v1. The version guards
-- against an older event that arrives again.
create table merchant (
    merchant_id varchar(15) primary key,
    version     bigint      not null,
    status      text        not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED'))
);
comment on table merchant is 'copy of merchant.v1, newest version of each merchant';

create table binding (
    terminal_id varchar(8)  primary key,
    version     bigint      not null,
    merchant_id varchar(15) not null,
    model       text        not null,
    status      text        not null check (status in ('ACTIVE', 'SUSPENDED', 'RETIRED'))
);
comment on table binding is 'copy of binding.v1, newest version of each terminal';

-- No clear key is in any table: columns named *_key hold keys wrapped by the master key, bound to
-- their use and their terminal.
create table main_key (
    terminal_id varchar(8)  primary key,
    wrapped_key text        not null,
    check_value char(8)     not null,
    loaded_at   timestamptz not null
);
comment on column main_key.wrapped_key is 'terminal main key (TMK), wrapped';
comment on column main_key.check_value is 'first 4 bytes of enciphering 8 zero bytes, hexadecimal';

create table sign_on (
    terminal_id      varchar(8)  primary key,
    state            text        not null
                     check (state in ('SIGNED_ON', 'SIGNED_OFF', 'KEY_REPLACED')),
    signed_on_at     timestamptz not null,
    last_generation  int         not null default 0 check (last_generation >= 0),
    mac_failures     int         not null default 0 check (mac_failures >= 0),
    software_version varchar(64),
    last_seen_at     timestamptz not null
);
comment on column sign_on.mac_failures is 'bad or missing MACs in a row';
comment on column sign_on.last_seen_at is 'to the minute: written at most once in 60 s';
comment on column sign_on.last_generation is 'number of the newest key generation, 0 before the first';

create table key_generation (
    terminal_id       varchar(8)  not null references sign_on (terminal_id) on delete cascade,
    generation        int         not null check (generation > 0),
    pin_key           text        not null,
    mac_key           text        not null,
    track_key         text,
    issued_at         timestamptz not null,
    first_verified_at timestamptz,
    superseded_at     timestamptz check (superseded_at is null or first_verified_at is not null),
    primary key (terminal_id, generation)
);
comment on column key_generation.first_verified_at
    is 'when the first message was verified under this generation';
comment on column key_generation.superseded_at
    is 'when the first message was verified under a newer one';

create table attempt (
    id            bigint generated always as identity primary key,
    terminal_id   varchar(8)  not null,
    merchant_id   varchar(15),
    at            timestamptz not null,
    mti           char(4)     not null,
    trace_number  char(6),
    response_code char(2)     not null,
    cause         text        not null,
    detail        text
);
comment on table attempt
    is 'requests refused before they became transactions; old ones are deleted';
comment on column attempt.merchant_id is 'as sent in field 42, which may be wrong';
comment on column attempt.detail is 'field paths and what was expected, never a value';
create index attempt_of_terminal on attempt (terminal_id, id desc);
create index attempt_by_age on attempt (at);

-- References (field 37) of answers that never reach transaction-service, which uses the numbers
-- below 90000000. Each instance takes 100 at a time.
create sequence retrieval_reference
    minvalue 90000000 maxvalue 99999999 start 90000000 increment 100 cycle;
