package noroshi.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** What a group must know of the record, as the parameters of {@link Sql#STATE}. */
final class Questions {

    /** By one tag alone: answered from the tag index. */
    private final Columns byTag = new Columns();

    /** By tags and types: each event found must be looked at. */
    private final Columns byTagAndMore = new Columns();

    /** By no tag: all events after the position are looked at. */
    private final Columns byType = new Columns();

    private final List<String> threads;

    private static final class Columns {
        private final List<Integer> appends = new ArrayList<>();
        private final List<Long> afters = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final List<String> allTags = new ArrayList<>();
        private final List<@Nullable String> types = new ArrayList<>();

        private void add(int append, long after, Condition.Criterion criterion) {
            appends.add(append);
            afters.add(after);
            tags.add(criterion.tags().isEmpty() ? "" : criterion.tags().getFirst());
            allTags.add(TagText.literal(criterion.tags()));
            types.add(criterion.types().isEmpty() ? null : TagText.literal(criterion.types()));
        }
    }

    Questions(List<Append> appends) {
        SequencedSet<String> asked = new LinkedHashSet<>();
        for (int i = 0; i < appends.size(); i++) {
            Condition condition = appends.get(i).condition();
            for (Condition.Criterion criterion : condition.criteria()) {
                columnsFor(criterion).add(i, condition.after(), criterion);
            }
            appends.get(i).keys().forEach(key -> asked.add(key.thread()));
        }
        threads = List.copyOf(asked);
    }

    private Columns columnsFor(Condition.Criterion criterion) {
        if (criterion.tags().isEmpty()) {
            return byType;
        }
        return criterion.tags().size() == 1 && criterion.types().isEmpty() ? byTag : byTagAndMore;
    }

    String thread(int index) {
        return threads.get(index);
    }

    void bind(PgConnection connection, PreparedStatement statement) throws SQLException {
        int i = 1;
        statement.setArray(i++, connection.createArrayOf("int4", byTag.appends.toArray()));
        statement.setArray(i++, connection.createArrayOf("int8", byTag.afters.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", byTag.tags.toArray()));
        statement.setArray(i++, connection.createArrayOf("int4", byTagAndMore.appends.toArray()));
        statement.setArray(i++, connection.createArrayOf("int8", byTagAndMore.afters.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", byTagAndMore.tags.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", byTagAndMore.allTags.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", byTagAndMore.types.toArray()));
        statement.setArray(i++, connection.createArrayOf("int4", byType.appends.toArray()));
        statement.setArray(i++, connection.createArrayOf("int8", byType.afters.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", byType.types.toArray()));
        Integer[] indexes = new Integer[threads.size()];
        Arrays.setAll(indexes, index -> index);
        statement.setArray(i++, connection.createArrayOf("int4", indexes));
        statement.setArray(i, connection.createArrayOf("text", threads.toArray()));
    }
}
