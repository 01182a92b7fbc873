-- Who read what must be read by name: a row an answer, with the threads, requests and so on whose words it held.
create table reading (
    position     bigint      primary key,
    at           timestamptz not null,
    reader       text        not null,
    role         text        not null,
    organisation text        not null,
    outlet       text        not null,
    subjects     text[]      not null,
    chain        bytea       not null
);
create index on reading using gin (subjects);
create index on reading (reader, position);
