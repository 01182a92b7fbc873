-- The bytes are the truth: metadata and payload are kept exactly as they were hashed, so neither is jsonb.
create table events (
    position    bigint      primary key,
    id          uuid        not null unique,
    type        text        not null,
    version     text        not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    tags        text[]      not null,
    metadata    bytea       not null,
    payload     bytea       not null,
    leaf_hash   bytea       not null,
    chain       bytea       not null
);
-- Ciphertext does not compress; trying to costs time under the lock.
alter table events alter column metadata set storage external;
alter table events alter column payload set storage external;

create table event_tag (
    tag      text   not null,
    position bigint not null,
    primary key (tag, position)
);

-- since_position tells content sealed under an erased key from content sealed under a later one.
create table thread_key (
    thread         text   primary key,
    wrapped        bytea  not null,
    since_position bigint not null
);
