grant usage on schema ledger to "${runtimeRole}";
grant select, insert on ledger.events, ledger.event_tag to "${runtimeRole}";
grant select, insert, delete on ledger.thread_key to "${runtimeRole}";
grant select, insert on ledger.reading to "${runtimeRole}";
