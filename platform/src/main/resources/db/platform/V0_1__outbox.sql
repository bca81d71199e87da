-- Events that are committed and not yet in Kafka. A service lists classpath:db/platform in
-- spring.flyway.locations; versions 0.x sort before its own.
--
-- A relay owns a shard for the length of one transaction (advisory lock), sends the oldest rows in
-- order of id, waits for Kafka's acknowledgement and deletes them. Rows of one key are in one shard,
-- so they leave in the order of their commits. Nobody may ask for "id > last seen": ids are given
-- out before rows are committed, and a slow transaction's row would be skipped for good.
create table outbox (
    id         bigint generated always as identity primary key,
    shard      smallint    not null check (shard between 0 and 15),
    topic      text        not null check (topic <> ''),
    key        text        not null check (key <> ''),
    headers    jsonb       not null check (jsonb_typeof(headers) = 'object'),
    payload    bytea       not null,
    created_at timestamptz not null default clock_timestamp()
) with (
    -- Rows live for milliseconds: clean up by count, not by share of a table that is mostly empty.
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = -1
);

create index outbox_shard_id on outbox (shard, id);

comment on table outbox is 'Events committed with their state change and not yet acknowledged by Kafka';
comment on column outbox.shard is 'Hash of key modulo 16; one relay at a time works on a shard';
comment on column outbox.topic is 'Kafka topic';
comment on column outbox.key is 'Kafka key; order is kept among rows of one key';
comment on column outbox.headers is 'CloudEvents headers, an object of strings';
comment on column outbox.payload is 'The event as JSON in UTF-8, at most 921600 bytes';
comment on column outbox.created_at is 'Database clock when the row was written; its age is the relay''s lag';
