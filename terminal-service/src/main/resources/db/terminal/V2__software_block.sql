create table software_block (
    id         bigint generated always as identity primary key,
    version    varchar(64) not null,
    model      text,
    reason     text        not null,
    blocked_by text        not null,
    blocked_at timestamptz not null,
    lifted_by  text,
    lifted_at  timestamptz,
    check ((lifted_by is null) = (lifted_at is null))
);
comment on table software_block is 'versions of terminal software that may not be used; rows stay';
comment on column software_block.version is 'field 59 A2/05, else 8 digits of the header';
comment on column software_block.model is 'as terminals are bound; null means every model';
comment on column software_block.lifted_at is 'null while in force';
create unique index software_block_in_force
    on software_block (version, coalesce(model, '')) where lifted_at is null;
