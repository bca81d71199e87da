create table note (
    seq  bigint generated always as identity primary key,
    key  text   not null,
    body text   not null
);

-- How often each key was changed; its row lock puts the changes of a key in one order.
create table counter (
    key text   primary key,
    n   bigint not null
);
