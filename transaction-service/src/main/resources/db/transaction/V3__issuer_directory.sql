-- The issuer directory (BIN table), one immutable set of ranges per version.
create table issuer_directory_version (
    version   int         primary key check (version > 0),
    sha256    bytea       not null check (length(sha256) = 32),
    loaded_at timestamptz not null default now()
);

create table issuer_range (
    version       int        not null references issuer_directory_version (version),
    low           text       not null check (low ~ '^[0-9]{1,11}$'),
    high          text       not null check (high ~ '^[0-9]{1,11}$'),
    issuer        text       not null check (issuer ~ '^[A-Za-z0-9_-]{1,32}$'),
    issuer_code   text       not null check (issuer_code ~ '^[0-9]{8,11}$'),
    scheme        text       not null check (length(scheme) = 3),
    card_region   text       not null check (card_region in ('DOMESTIC', 'FOREIGN')),
    card_lengths  smallint[] not null,
    network       text       not null check (network ~ '^[A-Za-z0-9_-]{1,32}$'),
    primary key (version, low, high),
    check (length(low) = length(high)),
    check (low <= high)
);

comment on table issuer_directory_version is 'Versions of the issuer directory; the highest one is in force';
comment on column issuer_directory_version.sha256 is 'Of the file that was loaded; a file altered under the same version is refused';
comment on column issuer_range.low is 'First digits of the lowest card number in the range, as many as in high';
comment on column issuer_range.issuer is 'Name of the issuer, also the name of its switch';
comment on column issuer_range.issuer_code is 'First half of field 44';
comment on column issuer_range.scheme is 'Field 63 of an answer, such as CUP';
comment on column issuer_range.card_lengths is 'Digits that a card number of this range may have';
comment on column issuer_range.network is 'The network that is asked about these cards, also the name of its switch';
