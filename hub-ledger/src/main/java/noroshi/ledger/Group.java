package noroshi.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.ledger.Append.Outcome;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Appends that share one commit. Under the lock it learns the head, decides in order which of them may be recorded, and
 * writes those in one statement.
 */
final class Group {

    private final List<Append> appends;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Draft> accepted = new ArrayList<>();
    private final Map<String, List<Draft>> acceptedByTag = new HashMap<>();
    private final Map<String, NewKey> newKeys = new LinkedHashMap<>();

    private final Set<Integer> conflicting = new HashSet<>();
    private final Map<String, byte[]> storedKeys = new HashMap<>();
    private long head;
    private long recordedMicros;
    private byte[] chain = Chain.origin();

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record NewKey(byte[] wrapped, long sincePosition) {}

    Group(List<Append> appends) {
        this.appends = appends;
    }

    /** What became of each append, in their order; valid once the transaction is committed. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    int size() {
        return accepted.size();
    }

    /** @param nowMicros the clock's time; the recorded time, unless the record is already ahead of it */
    void write(PgConnection connection, long nowMicros) throws SQLException {
        readState(connection);
        long first = head + 1;
        for (int i = 0; i < appends.size(); i++) {
            outcomes.add(decide(appends.get(i), conflicting.contains(i), first));
        }
        if (!accepted.isEmpty()) {
            insert(connection, first, Math.max(recordedMicros, nowMicros));
        }
    }

    private Outcome decide(Append append, boolean conflicts, long first) {
        if (conflicts || conflictsWithin(append.condition())) {
            return new Outcome.Conflicting();
        }
        Map<String, byte @Nullable []> otherKeys = otherKeys(append);
        if (!otherKeys.isEmpty()) {
            return new Outcome.OtherKeys(otherKeys);
        }
        long start = first + accepted.size();
        for (ThreadKey key : append.keys()) {
            if (!key.stored()) {
                newKeys.putIfAbsent(key.thread(), new NewKey(key.wrapped(), start));
            }
        }
        for (Draft event : append.events()) {
            accepted.add(event);
            for (String tag : event.tags()) {
                acceptedByTag.computeIfAbsent(tag, any -> new ArrayList<>(2)).add(event);
            }
        }
        return new Outcome.Recorded(first + accepted.size() - 1);
    }

    private boolean conflictsWithin(Condition condition) {
        for (Condition.Criterion criterion : condition.criteria()) {
            List<Draft> candidates = criterion.tags().isEmpty()
                    ? accepted
                    : acceptedByTag.getOrDefault(criterion.tags().getFirst(), List.of());
            if (candidates.stream().anyMatch(criterion::matches)) {
                return true;
            }
        }
        return false;
    }

    private Map<String, byte @Nullable []> otherKeys(Append append) {
        Map<String, byte @Nullable []> others = new HashMap<>();
        for (ThreadKey key : append.keys()) {
            byte[] current = currentKey(key.thread());
            boolean right = current == null ? !key.stored() : Arrays.equals(current, key.wrapped());
            if (!right) {
                others.put(key.thread(), current);
            }
        }
        return others;
    }

    private byte @Nullable [] currentKey(String thread) {
        byte[] stored = storedKeys.get(thread);
        if (stored != null) {
            return stored;
        }
        NewKey fresh = newKeys.get(thread);
        return fresh == null ? null : fresh.wrapped();
    }

    private void readState(PgConnection connection) throws SQLException {
        Questions questions = new Questions(appends);
        try (PreparedStatement statement = connection.prepareStatement(Sql.STATE)) {
            questions.bind(connection, statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    switch (rows.getInt("kind")) {
                        case 0 -> {
                            head = rows.getLong("number");
                            chain = rows.getBytes("bytes");
                            recordedMicros = rows.getLong("micros");
                        }
                        case 1 -> conflicting.add(rows.getInt("number"));
                        default -> storedKeys.put(questions.thread(rows.getInt("number")), rows.getBytes("bytes"));
                    }
                }
            }
        }
    }

    private void insert(PgConnection connection, long first, long recorded) throws SQLException {
        Rows rows = new Rows(accepted.size());
        for (Draft event : accepted) {
            long position = first + rows.size();
            chain = Chain.next(chain, position, recorded, event.leafHash());
            rows.add(event, position, recorded, chain);
        }
        newKeys.forEach((thread, key) -> rows.addKey(thread, key.wrapped(), key.sincePosition()));
        try (PreparedStatement statement = connection.prepareStatement(Sql.INSERT)) {
            rows.bind(connection, statement);
            statement.execute();
        }
    }
}
