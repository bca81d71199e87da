-- Merchants, their outlets, the terminals bound to them and what they pay. Every row that others
-- hold a copy of carries a version that grows with each change.
create table merchant (
    merchant_id        text collate "C" primary key check (merchant_id ~ '^[0-9A-Za-z ]{15}$'),
    name               text        not null check (char_length(name) between 1 and 40),
    licence            text        not null check (licence ~ '^[0-9A-Z]{8,18}$'),
    region_code        text        not null check (region_code ~ '^[0-9]{6}$'),
    category_code      text        not null check (category_code ~ '^[0-9]{4}$'),
    settlement_account text        not null check (settlement_account ~ '^[0-9]{8,32}$'),
    status             text        not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    products           text[]      not null,
    version            bigint      not null check (version > 0),
    changed_at         timestamptz not null
);

comment on table merchant is 'Who is paid for what terminals accept';
comment on column merchant.merchant_id is 'Field 42 of the terminals'' messages';
comment on column merchant.licence is 'Business licence number';
comment on column merchant.region_code is 'Administrative division code';
comment on column merchant.category_code is 'Merchant category code, ISO 18245';
comment on column merchant.settlement_account is 'The one account that is paid; not part of any event';
comment on column merchant.products is 'What the merchant may use, sorted';
comment on column merchant.version is 'Grows by 1 with every change; 1 is the first state';
comment on column merchant.changed_at is 'When this version began';

create table outlet (
    merchant_id text collate "C" not null references merchant,
    outlet_id   text collate "C" not null check (outlet_id ~ '^[A-Za-z0-9_-]{1,32}$'),
    name        text not null check (char_length(name) between 1 and 40),
    address     text not null check (char_length(address) between 1 and 120),
    region_code text not null check (region_code ~ '^[0-9]{6}$'),
    latitude    text,
    longitude   text,
    changed_at  timestamptz not null,
    primary key (merchant_id, outlet_id),
    check ((latitude is null) = (longitude is null))
);

comment on table outlet is 'A place where a merchant''s terminals stand';
comment on column outlet.latitude is 'Degrees, WGS 84, as it was given';
comment on column outlet.longitude is 'Degrees, WGS 84, as it was given';

create table binding (
    terminal_id   text collate "C" primary key check (terminal_id ~ '^[0-9A-Za-z ]{8}$'),
    merchant_id   text collate "C" not null,
    outlet_id     text collate "C" not null,
    serial_number text        not null check (serial_number ~ '^[0-9A-Za-z-]{4,32}$'),
    model         text        not null check (model ~ '^[0-9A-Za-z-]{1,32}$'),
    status        text        not null check (status in ('ACTIVE', 'SUSPENDED', 'RETIRED')),
    version       bigint      not null check (version > 0),
    changed_at    timestamptz not null,
    foreign key (merchant_id, outlet_id) references outlet
);

-- One machine serves under one terminal id; a retired binding gives its machine free.
create unique index binding_serial_number on binding (serial_number) where status <> 'RETIRED';
create index binding_outlet on binding (merchant_id, outlet_id);

comment on table binding is 'Which merchant and outlet a terminal works for: one at a time';
comment on column binding.terminal_id is 'Field 41 of the terminals'' messages';
comment on column binding.serial_number is 'The maker''s number of the machine';
comment on column binding.version is 'Grows by 1 with every change, also of the outlet''s name or address';
comment on column binding.changed_at is 'When this version began';

create table tariff (
    merchant_id            text collate "C" primary key references merchant,
    currency               char(3) not null check (currency ~ '^[A-Z]{3}$'),
    domestic_basis_points  integer not null check (domestic_basis_points between 0 and 10000),
    domestic_cap_minor     bigint check (domestic_cap_minor between 0 and 9007199254740991),
    domestic_minimum_minor bigint not null check (domestic_minimum_minor between 0 and 9007199254740991),
    domestic_rounding      text not null check (domestic_rounding in ('HALF_UP', 'HALF_EVEN', 'UP', 'DOWN')),
    foreign_basis_points   integer not null check (foreign_basis_points between 0 and 10000),
    foreign_cap_minor      bigint check (foreign_cap_minor between 0 and 9007199254740991),
    foreign_minimum_minor  bigint not null check (foreign_minimum_minor between 0 and 9007199254740991),
    foreign_rounding       text not null check (foreign_rounding in ('HALF_UP', 'HALF_EVEN', 'UP', 'DOWN')),
    refunds_return_fee     boolean not null,
    version                bigint not null check (version > 0),
    changed_at             timestamptz not null
);

comment on table tariff is 'What a merchant pays from changed_at on';
comment on column tariff.domestic_basis_points is 'Hundredths of a percent';
comment on column tariff.domestic_cap_minor is 'Most a fee can be, minor units of currency; null is no cap';
comment on column tariff.domestic_minimum_minor is 'Least a fee is, minor units of currency; the cap wins';
comment on column tariff.domestic_rounding is 'What happens to a fraction of a minor unit';
comment on column tariff.foreign_basis_points is 'Hundredths of a percent';
comment on column tariff.foreign_cap_minor is 'Most a fee can be, minor units of currency; null is no cap';
comment on column tariff.foreign_minimum_minor is 'Least a fee is, minor units of currency; the cap wins';
comment on column tariff.foreign_rounding is 'What happens to a fraction of a minor unit';
comment on column tariff.refunds_return_fee is 'Whether a refund gives the fee back in proportion';
