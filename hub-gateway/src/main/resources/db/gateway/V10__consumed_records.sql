-- Where the intake reads on, per partition: all lower offsets are settled. A topic made again has another id.
create table gateway.intake_offset (
  topic text not null,
  partition int not null,
  topic_id uuid not null,
  next_offset bigint not null,
  primary key (topic, partition)
);

-- Records put aside for a reason nobody foresaw, and those of their threads behind them, in the order of id.
create table gateway.parked (
  id bigint generated always as identity primary key,
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  lane text not null, -- operator and thread, or the record's own place
  key bytea, -- whatever its sender likes, also what no text can hold
  value bytea, -- sealed, as what an operator's own door brings is not
  sealed_with text, -- the intake key of that day, which is kept as long
  headers text not null,
  record_at timestamptz not null,
  error text not null,
  first_at timestamptz not null,
  tries int not null,
  unique (topic, partition, "offset"),
  check ((value is null) = (sealed_with is null))
);
create index parked_lane on gateway.parked (lane, id);
