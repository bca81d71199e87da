-- Who may call the API, and the key that signs what they are given.
create table api_client (
    client_id   text collate "C" primary key check (client_id ~ '^[a-z0-9-]{3,64}$'),
    role        text        not null check (role in ('MERCHANT', 'OPERATOR')),
    merchant_id text collate "C" references merchant,
    secret_hash text        not null,
    created_at  timestamptz not null,
    revoked_at  timestamptz,
    check ((role = 'MERCHANT') = (merchant_id is not null))
);

comment on table api_client is 'OAuth 2.0 clients; a revoked one can be registered anew, with another secret';
comment on column api_client.secret_hash is '{bcrypt}…; the secret itself is nowhere';
comment on column api_client.revoked_at is 'Since when it gets no new token; tokens already issued end within 15 minutes';

create table signing_key (
    key_id      text primary key,
    public_key  bytea       not null,
    private_key text        not null,
    created_at  timestamptz not null,
    retired_at  timestamptz
);

-- Two instances that start together on an empty table end up with the same key.
create unique index signing_key_in_use on signing_key ((true)) where retired_at is null;

comment on table signing_key is 'RSA keys of access tokens; the one that is not retired signs';
comment on column signing_key.key_id is 'JWK thumbprint (RFC 7638), header kid of tokens';
comment on column signing_key.public_key is 'X.509 SubjectPublicKeyInfo, DER';
comment on column signing_key.private_key is 'PKCS #8 wrapped by the master key, context signing-key/<key_id>';
