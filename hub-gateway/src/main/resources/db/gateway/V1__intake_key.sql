-- 冪等キー. One row a filing that the HTTP door began to take, written before it is published.
create table gateway.intake_key (
  operator text not null,
  key text not null,
  body_hash text not null,
  report_id uuid not null,
  thread_id uuid not null,
  kind text not null,
  received_at timestamptz not null,
  primary key (operator, key)
);

create unique index intake_key_report on gateway.intake_key (report_id);
create index intake_key_newest on gateway.intake_key (operator, received_at desc, report_id desc);
