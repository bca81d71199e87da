create table note (
    seq  bigint generated always as identity primary key,
    key  text   not null,
    body text   not null
);
