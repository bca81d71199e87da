-- Facts never change once told; only how far settlement came with them does.

create or replace function keep_closing_facts() returns trigger language plpgsql as $$
begin
    if old.closed_at is not null
       and to_jsonb(old) - array['upload_announced', 'applied_at', 'settled_at']
           is distinct from
           to_jsonb(new) - array['upload_announced', 'applied_at', 'settled_at'] then
        raise exception 'must stay as it is: closed batch %', old.batch_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create function keep_line_facts() returns trigger language plpgsql as $$
begin
    if old.state = 'POSTED'
       or to_jsonb(old) - array['state', 'fee_minor', 'tariff_version', 'fee_rule', 'posted_at']
          is distinct from
          to_jsonb(new) - array['state', 'fee_minor', 'tariff_version', 'fee_rule', 'posted_at'] then
        raise exception 'must stay as it is: settlement line %/%', old.transaction_id, old.kind
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger line_facts_stay before update on settlement_line
    for each row execute function keep_line_facts();
create trigger lines_stay before delete or truncate on settlement_line
    for each statement execute function refuse_change();
create trigger batches_stay before delete or truncate on batch
    for each statement execute function refuse_change();

-- One look at all entries that a statement posted to, instead of two per posting: a batch of
-- thousands of members has four times as many postings. At commit it is still checked that each new
-- entry has postings and balances.
--
-- Plans inside functions are kept. One that was made while the journal was nearly empty would read
-- all of it for every entry later on; so they may not read whole tables.
drop trigger entry_balances on posting;
drop trigger posted_with_its_entry on posting;
drop function refuse_late_posting();

alter function check_entry_balances() set enable_seqscan = off;

create function check_posted_entries() returns trigger language plpgsql
    set enable_seqscan = off
as $$
declare
    wrong bigint;
begin
    select a.entry_id into wrong
      from added a left join journal_entry e using (entry_id)
     where e.entry_id is null
     limit 1;
    if found then
        raise exception 'must belong to an entry: posting of %', wrong
            using errcode = 'foreign_key_violation';
    end if;
    -- A posting to an entry of an earlier transaction would count its source twice.
    select a.entry_id into wrong
      from added a join journal_entry e using (entry_id)
     where e.xmin <> pg_current_xact_id()::xid
     limit 1;
    if found then
        raise exception 'must be posted with its entry: entry %', wrong
            using errcode = 'integrity_constraint_violation';
    end if;
    select p.entry_id into wrong
      from (select distinct entry_id from added) touched join posting p using (entry_id)
     group by p.entry_id, p.currency
    having sum(case p.side when 'DEBIT' then p.amount_minor else -p.amount_minor end) <> 0
     limit 1;
    if found then
        raise exception 'must balance per currency: entry %', wrong
            using errcode = 'check_violation';
    end if;
    return null;
end
$$;

create trigger posted_entries_balance after insert on posting
    referencing new table as added
    for each statement execute function check_posted_entries();
