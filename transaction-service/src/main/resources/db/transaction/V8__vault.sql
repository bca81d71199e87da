-- Keys that protect card data, each wrapped by the master key from configuration.
create table vault_key (
    purpose    text        primary key check (purpose in ('CARD_NUMBER', 'KEYED_HASH')),
    wrapped    text        not null,
    created_at timestamptz not null default now()
);

comment on table vault_key is 'Tink keysets of the card vault; useless without the master key';
comment on column vault_key.purpose is 'CARD_NUMBER: AEAD of card numbers and balances; KEYED_HASH: HMAC-SHA-256 of card numbers and request contents';
comment on column vault_key.wrapped is 'Keyset wrapped by the platform''s master key, ASCII';
