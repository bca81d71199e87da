-- The double-entry journal. What is written here stays; an error is mended by another entry.
create table journal_entry (
    entry_id      bigint      generated always as identity primary key,
    source_type   text        not null check (source_type in ('SETTLEMENT_LINE')),
    source_id     text        not null check (source_id <> ''),
    business_date date        not null,
    posted_at     timestamptz not null,
    constraint one_entry_per_source unique (source_type, source_id)
);

create table posting (
    entry_id     bigint   not null,
    number       smallint not null check (number > 0),
    account      text     not null check (account ~ '^(network-receivable:.+|merchant-payable:.+|fee-income)$'),
    side         text     not null check (side in ('DEBIT', 'CREDIT')),
    amount_minor bigint   not null check (amount_minor > 0),
    currency     char(3)  not null check (currency ~ '^[A-Z]{3}$'),
    primary key (entry_id, number)
);

create index posting_of_account on posting (account, currency) include (side, amount_minor);

comment on table journal_entry is 'One per source; append only';
comment on column journal_entry.source_type is 'What caused it; with source_id never twice';
comment on column journal_entry.source_id is 'For a settlement line: transaction id / kind';
comment on table posting is 'Debits and credits of an entry; balance per entry and currency; append only';
comment on column posting.amount_minor is 'Minor units of currency, always positive; side says which way';

-- Checked at commit, when all postings of the entry are there.
create function check_entry_balances() returns trigger language plpgsql as $$
begin
    if not exists (select from journal_entry e where e.entry_id = new.entry_id) then
        raise exception 'must belong to an entry: posting of %', new.entry_id
            using errcode = 'foreign_key_violation';
    end if;
    if not exists (select from posting p where p.entry_id = new.entry_id) then
        raise exception 'must have postings: entry %', new.entry_id
            using errcode = 'check_violation';
    end if;
    if exists (
        select from posting p
         where p.entry_id = new.entry_id
         group by p.currency
        having sum(case p.side when 'DEBIT' then p.amount_minor else -p.amount_minor end) <> 0) then
        raise exception 'must balance per currency: entry %', new.entry_id
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

create constraint trigger entry_balances after insert on journal_entry
    deferrable initially deferred for each row execute function check_entry_balances();
create constraint trigger entry_balances after insert on posting
    deferrable initially deferred for each row execute function check_entry_balances();

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'must never be % once written: %', lower(tg_op), tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$;

create trigger append_only before update or delete or truncate on journal_entry
    for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on posting
    for each statement execute function refuse_change();

-- A posting of an entry made by an earlier transaction would count a source twice; the entry's row
-- is always inserted by the transaction that inserts its postings.
create function refuse_late_posting() returns trigger language plpgsql as $$
begin
    if exists (
        select from journal_entry e
         where e.entry_id = new.entry_id and e.xmin <> pg_current_xact_id()::xid) then
        raise exception 'must be posted with its entry: entry %', new.entry_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger posted_with_its_entry before insert on posting
    for each row execute function refuse_late_posting();

-- The owner can't be kept from granting itself rights again, but it won't happen by accident.
revoke update, delete, truncate on journal_entry, posting from current_user;
