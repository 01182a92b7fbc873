package noroshi.ledger;

import java.sql.SQLException;

/** The ledger's statements. All find their rows by index; the lateral shape leaves the planner no other way. */
final class Sql {

    /** "noroshi" in a number: the lock that puts all appends of all processes in one order. */
    static final String LOCK = "select pg_advisory_xact_lock(472917352)";

    static final String HEAD = "select coalesce(max(position), 0) from ledger.events";

    /**
     * The key of the thread an event belongs to, unless its content was sealed under an earlier, erased key; and where
     * the thread's event before it stands.
     */
    private static final String THREAD_OF_EVENT = """
            left join lateral (
              select t as tag, substr(t, 8) as name from unnest(e.tags) t where starts_with(t, 'thread=') limit 1
              ) thread on true
            left join lateral (
              select k.wrapped from ledger.thread_key k
              where k.thread = thread.name and k.since_position <= e.position
              offset 0) k on true
            left join lateral (
              select t.position from ledger.event_tag t
              where t.tag = thread.tag and t.position < e.position
              order by t.tag desc, t.position desc limit 1) previous on true
            """;

    private static final String EVENT_COLUMNS = """
            e.position, e.id, e.type, e.version, e.occurred_at, e.recorded_at, e.tags, e.metadata, e.payload, k.wrapped,
            previous.position as previous
            """;

    /** A batch that holds less than this, and fewer events than were asked for, ends where the record ends. */
    static final int LARGEST_BATCH_BYTES = 8 * 1024 * 1024;

    /** A batch's payloads are 8 MiB at most, but for the last one; how long a payload is, is known without reading it. */
    static final String AFTER = "select " + EVENT_COLUMNS + ", e.bytes from (select * from ("
            + """
              select *, octet_length(payload) as bytes,
                sum(octet_length(payload)) over (order by position rows unbounded preceding) as total
              from ledger.events where position > ? order by position limit ?) batch
            where total - bytes < %d) e
            """.formatted(LARGEST_BATCH_BYTES) + THREAD_OF_EVENT
            + "order by e.position";

    static final String OF_TAGS =
            "select " + EVENT_COLUMNS + ", q.tag as of_tag " + """
            from unnest(?::text[]) q(tag)
            cross join lateral (select position from ledger.event_tag where tag = q.tag offset 0) t
            cross join lateral (select * from ledger.events where position = t.position offset 0) e
            """ + THREAD_OF_EVENT + "order by e.position";

    /** Halves the record until one position is left: recorded time never runs back, so no index is needed for it. */
    static final String LAST_OF_TAG =
            "select position from ledger.event_tag where tag = ? order by tag desc, position desc limit 1";

    static final String POSITION_AT = """
            with recursive search(low, high) as (
              select 0::bigint, coalesce(max(position), 0) from ledger.events
              union all
              select case when m.recorded_at <= a.at then m.position else s.low end,
                     case when m.recorded_at <= a.at then s.high else m.position - 1 end
              from search s
              cross join (select ?::timestamptz as at) a
              cross join lateral (
                select position, recorded_at from ledger.events where position = (s.low + s.high + 1) / 2 offset 0) m
              where s.low < s.high)
            select low from search where low = high and low > 0
            """;

    /**
     * In one statement, so in one snapshot taken after the lock: kind 0, the head; kind 1, the appends whose condition
     * is violated; kind 2, the keys of the threads asked for.
     */
    static final String STATE = """
            (select 0 as kind, position as number, chain as bytes,
                    (extract(epoch from recorded_at) * 1000000)::bigint as micros
             from ledger.events order by position desc limit 1)
            union all
            select 1, q.append, null, null
            from unnest(?::int[], ?::bigint[], ?::text[]) q(append, after, tag)
            cross join lateral (
              select 1 from ledger.event_tag t
              where t.tag = q.tag and t.position > q.after
              order by t.tag, t.position limit 1) found
            union all
            select 1, q.append, null, null
            from unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[]) q(append, after, tag, tags, types)
            cross join lateral (
              select 1 from ledger.event_tag t
              cross join lateral (select type, tags from ledger.events where position = t.position offset 0) e
              where t.tag = q.tag and t.position > q.after
                and e.tags @> q.tags::text[]
                and (q.types is null or e.type = any(q.types::text[]))
              order by t.tag, t.position limit 1) found
            union all
            select 1, q.append, null, null
            from unnest(?::int[], ?::bigint[], ?::text[]) q(append, after, types)
            cross join lateral (
              select 1 from ledger.events e
              where e.position > q.after and (q.types is null or e.type = any(q.types::text[]))
              order by e.position limit 1) found
            union all
            select 2, q.thread_index, k.wrapped, null
            from unnest(?::int[], ?::text[]) q(thread_index, thread)
            cross join lateral (
              select wrapped from ledger.thread_key where thread = q.thread offset 0) k
            """;

    static final String INSERT = """
            with event as (
              insert into ledger.events
                (position, id, type, version, occurred_at, recorded_at, tags, metadata, payload, leaf_hash, chain)
              select position, id, type, version,
                     timestamptz 'epoch' + occurred * interval '1 microsecond',
                     timestamptz 'epoch' + recorded * interval '1 microsecond',
                     tags::text[], metadata, payload, leaf_hash, chain
              from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                          ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[])
                u(position, id, type, version, occurred, recorded, tags, metadata, payload, leaf_hash, chain)),
            tag as (
              insert into ledger.event_tag (tag, position) select * from unnest(?::text[], ?::bigint[]))
            insert into ledger.thread_key (thread, wrapped, since_position)
            select * from unnest(?::text[], ?::bytea[], ?::bigint[])
            """;

    /**
     * Ends the sessions of processes that are paused in the midst of what they say. The database's own limits speak
     * between statements and within one; between the statements of a batch, however long it waits, none does. One that
     * began to wait in the future waits since before the clock was put back.
     */
    static final String END_STALLED = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and usename = current_user
              and state = 'active' and wait_event = 'ClientRead'
              and state_change not between clock_timestamp() - interval '2s' and clock_timestamp() + interval '2s'
            """;

    /**
     * Makes a commit wait until a synchronous standby, if there has to be one, has all that was committed so far. What a
     * crash or a cut left committed on this server alone is seen by whoever asks, and is gone if the standby takes over.
     */
    static final String CONFIRM = "select pg_logical_emit_message(true, 'ledger', '')";

    static final String POSITIONS_OF_IDS = """
            select e.id, e.position from unnest(?::uuid[]) q(id)
            cross join lateral (select id, position from ledger.events where id = q.id offset 0) e
            """;

    private Sql() {}

    /** One criterion's positions: {@code (tag, [all tags], [types], from)} or, with no tag, {@code ([types], from)}. */
    static String positions(Condition.Criterion criterion) {
        String types = criterion.types().isEmpty() ? "" : " and e.type = any(?::text[])";
        if (criterion.tags().isEmpty()) {
            return "select e.position from ledger.events e where e.position >= ?" + types;
        }
        if (criterion.tags().size() == 1 && types.isEmpty()) {
            return "select t.position from ledger.event_tag t where t.tag = ? and t.position >= ?";
        }
        return """
                select t.position from ledger.event_tag t
                cross join lateral (select type, tags from ledger.events where position = t.position offset 0) e
                where t.tag = ? and t.position >= ? and e.tags @> ?::text[]""" + types;
    }

    /** The head and the events at those positions, in one snapshot; one row of nulls beside the head if there is none. */
    static String source(String positions) {
        return "select " + EVENT_COLUMNS + ", h.head "
                + "from (select coalesce(max(position), 0) as head from ledger.events) h "
                + "left join lateral (" + positions + ") p on true "
                + "left join lateral (select * from ledger.events where position = p.position offset 0) e on true "
                + THREAD_OF_EVENT + "order by e.position";
    }

    /** Whether the database refused what the statement said, not the statement's time or place. */
    static boolean refusesContent(SQLException e) {
        String state = e.getSQLState();
        // data exception, integrity constraint violation, program limit exceeded
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
