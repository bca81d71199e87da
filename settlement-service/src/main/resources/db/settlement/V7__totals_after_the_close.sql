-- A terminal may settle a batch that had closed without it: what it claims is then told once.
create or replace function keep_closing_facts() returns trigger language plpgsql as $$
declare
    progress text[] := array['upload_announced', 'applied_at', 'settled_at'];
begin
    if old.terminal_domestic_debit_minor is null then
        progress := progress || array[
            'terminal_domestic_debit_minor', 'terminal_domestic_debit_count',
            'terminal_domestic_credit_minor', 'terminal_domestic_credit_count',
            'terminal_foreign_debit_minor', 'terminal_foreign_debit_count',
            'terminal_foreign_credit_minor', 'terminal_foreign_credit_count'];
    end if;
    if old.closed_at is not null
       and to_jsonb(old) - progress is distinct from to_jsonb(new) - progress then
        raise exception 'must stay as it is: closed batch %', old.batch_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
