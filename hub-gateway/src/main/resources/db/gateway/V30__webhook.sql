-- ウェブフック. Where organisations are told of news. No part of the record: what they are told of is.
create table gateway.webhook (
  webhook_id uuid primary key,
  role text not null,
  organisation text not null,
  url text not null,
  kinds text[] not null,
  exercise boolean not null,
  description text,
  state text not null check (state in ('ENABLED', 'DISABLED', 'GONE')),
  secret bytea not null, -- sealed, as the former one
  former_secret bytea,
  former_until timestamptz,
  after_position bigint not null, -- what was recorded before its time is no news
  created_at timestamptz not null,
  changed_at timestamptz not null,
  tested_at timestamptz,
  unique (role, organisation, url, exercise),
  check ((former_secret is null) = (former_until is null))
);

-- Who did what with them; kept when they are deleted.
create table gateway.webhook_change (
  change_id bigint generated always as identity primary key,
  webhook_id uuid not null,
  role text not null,
  organisation text not null,
  act text not null,
  url text not null,
  by text not null,
  at timestamptz not null
);
create index webhook_change_owner on gateway.webhook_change (role, organisation, change_id desc);

-- One piece of news for one endpoint. What it says is read from the record when it is sent.
create table gateway.webhook_message (
  message_id uuid primary key,
  sequence bigint generated always as identity,
  webhook_id uuid not null references gateway.webhook on delete cascade,
  kind text not null,
  subject text not null, -- the thread, bulletin, submission or webhook; in order within it
  position bigint, -- none where the record knows nothing of it
  state text not null check (state in ('WAITING', 'DELIVERED', 'PARKED', 'WITHHELD')),
  tries int not null, -- since it began to wait
  due_at timestamptz not null,
  claim uuid, -- of the hub that sends it now
  claimed_until timestamptz,
  noted_at timestamptz not null,
  check ((claim is null) = (claimed_until is null))
);
create index webhook_message_due on gateway.webhook_message (webhook_id, due_at) where state = 'WAITING';
create index webhook_message_subject on gateway.webhook_message (webhook_id, subject, sequence) where state = 'WAITING';
create index webhook_message_claimed on gateway.webhook_message (webhook_id) where claim is not null;
create index webhook_message_newest on gateway.webhook_message (webhook_id, sequence desc);
create index webhook_message_parked on gateway.webhook_message (webhook_id) where state = 'PARKED';
create index webhook_message_noted on gateway.webhook_message (noted_at);

create table gateway.webhook_attempt (
  attempt_id bigint generated always as identity primary key,
  message_id uuid not null references gateway.webhook_message on delete cascade,
  at timestamptz not null,
  result text not null,
  status int,
  millis bigint not null
);
create index webhook_attempt_message on gateway.webhook_attempt (message_id, attempt_id);
