-- What settlement knows of merchants: fed by the compacted topics merchant.v1 and tariff.v1, never
-- asked for while an event waits.
create table merchant (
    merchant_id text   primary key,
    version     bigint not null,
    name        text   not null
);

comment on table merchant is 'Local copy of merchants, as merchant-service last told';
comment on column merchant.version is 'Of the copy; an older one never replaces a newer one';

-- Every version is kept: a line is priced by the version in force when it was captured, whichever
-- topic is ahead.
create table tariff (
    merchant_id            text        not null,
    version                bigint      not null,
    changed_at             timestamptz not null,
    currency               char(3)     not null check (currency ~ '^[A-Z]{3}$'),
    domestic_basis_points  integer     not null check (domestic_basis_points between 0 and 10000),
    domestic_minimum_minor bigint      not null check (domestic_minimum_minor >= 0),
    domestic_cap_minor     bigint      check (domestic_cap_minor >= 0),
    domestic_rounding      text        not null,
    foreign_basis_points   integer     not null check (foreign_basis_points between 0 and 10000),
    foreign_minimum_minor  bigint      not null check (foreign_minimum_minor >= 0),
    foreign_cap_minor      bigint      check (foreign_cap_minor >= 0),
    foreign_rounding       text        not null,
    refunds_return_fee     boolean     not null,
    primary key (merchant_id, version)
);

comment on table tariff is 'Local copy of what a merchant pays, with all versions seen';
comment on column tariff.changed_at is 'When merchant-service said it; in force from then on';
comment on column tariff.domestic_basis_points is 'Hundredths of a percent';
comment on column tariff.domestic_minimum_minor is 'Least fee, in minor units of the currency';
comment on column tariff.domestic_cap_minor is 'Most a fee can be, in minor units; null is no cap; wins over the minimum';
comment on column tariff.foreign_basis_points is 'Hundredths of a percent';
comment on column tariff.foreign_minimum_minor is 'Least fee, in minor units of the currency';
comment on column tariff.foreign_cap_minor is 'Most a fee can be, in minor units; null is no cap; wins over the minimum';
comment on column tariff.refunds_return_fee is 'Whether a refund gives the fee back in proportion';
