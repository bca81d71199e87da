-- Local copies of what merchant-service says. No call to merchant-service while a cardholder waits.
create table merchant (
    merchant_id   text    primary key check (length(merchant_id) = 15),
    version       bigint  not null,
    name          text    not null,
    region_code   text    not null,
    category_code text    not null,
    status        text    not null check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    products      text[]  not null
);

create table binding (
    terminal_id text   primary key check (length(terminal_id) = 8),
    version     bigint not null,
    merchant_id text   not null check (length(merchant_id) = 15),
    outlet_id   text   not null,
    outlet_name text   not null,
    address     text   not null,
    region_code text   not null,
    status      text   not null check (status in ('ACTIVE', 'SUSPENDED', 'RETIRED'))
);

comment on table merchant is 'Copy fed by merchant.v1; the highest version stands';
comment on column merchant.version is 'Grows with every change; an older event never overwrites a newer one';
comment on column merchant.region_code is 'Administrative division code';
comment on column merchant.category_code is 'Merchant category code, ISO 18245';
comment on column merchant.products is 'Kinds of transaction that the merchant may make';
comment on table binding is 'Copy fed by binding.v1: where a terminal stands and for whom it works';
comment on column binding.version is 'Grows with every change; an older event never overwrites a newer one';
comment on column binding.outlet_name is 'Frozen into each transaction, as are address and region_code';
