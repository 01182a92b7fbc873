-- 下書き. Filings that operators have not filed yet. Sealed with the intake key of the day of their last change, which
-- outlives them.
create table gateway.draft (
  draft_id uuid primary key,
  operator text not null,
  kind text not null,
  thread_id uuid, -- that it would continue
  version int not null,
  sealed_with text not null,
  body bytea not null,
  changed_at timestamptz not null,
  check ((kind = 'REPORT') = (thread_id is null))
);
create index draft_operator on gateway.draft (operator, changed_at desc);
create index draft_changed on gateway.draft (changed_at);
