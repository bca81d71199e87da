-- Events that were taken in, so that a repetition changes nothing. Written in the same transaction
-- as the effect of the event. A service lists classpath:db/platform in spring.flyway.locations.
create table inbox (
    consumer text        not null check (consumer <> ''),
    event_id uuid        not null,
    taken_at timestamptz not null default clock_timestamp(),
    primary key (consumer, event_id)
);

create index inbox_taken_at on inbox using brin (taken_at);

comment on table inbox is 'Events already taken in, by consumer';
comment on column inbox.consumer is 'Which consumer of this service; several may take the same event';
comment on column inbox.event_id is 'CloudEvents id';
comment on column inbox.taken_at is 'Database clock when the effect was written';
