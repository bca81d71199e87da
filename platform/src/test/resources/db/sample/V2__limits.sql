-- What limited this migration, for a test: nothing may.
create table migrated as select current_setting('statement_timeout') as statement_timeout;
