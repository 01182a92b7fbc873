package noroshi.api.view.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.Sight;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Row;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 差分の問合せ. The timeline is asked as of both instants, by the same statement as ever, and what both say alike is left
 * out; so a difference never shows what neither of the two timelines would. Asked is only after what can differ at all:
 * what was recorded between, and threads whose label, or whose place in the campaign that is asked for, moved between.
 */
public final class ChangeQuery {

    /** Rows of both timelines that are compared at a time, however small the page. */
    private static final int LEAST_STRETCH = 500;

    /** After so many stretches a page ends where it is, and be it empty: most of what could differ may stand alike. */
    private static final int MOST_STRETCHES = 20;

    private final TimelineQuery timeline;

    public ChangeQuery(TimelineQuery timeline) {
        this.timeline = timeline;
    }

    /**
     * What differs after {@code cursor}, in the order in which it occurred.
     *
     * @param filter its {@code asOf} is the later instant, null for now
     * @param since the earlier instant
     */
    public Page<TimelineChange> page(Viewer viewer, Filter filter, Instant since, @Nullable Cursor cursor, int limit) {
        var sight = new Sight(viewer, "t");
        Masking masking = timeline.masking(viewer);
        Filter earlier = filter.at(since);
        long known = timeline.known(since);
        long until = filter.asOf() == null ? TimelineProjection.OPEN_END : timeline.known(filter.asOf());
        int size = Math.max(limit, LEAST_STRETCH);
        List<Difference> found = new ArrayList<>();
        Cursor from = cursor;
        int stretches = 0;
        do {
            var before = new TimelineStatement(masking, earlier, from, size + 1, known);
            var after = new TimelineStatement(masking, filter, from, size + 1, timeline.known(filter.asOf()));
            var stretch = new Stretch(
                    timeline.rows(before.differing(known, until), size),
                    timeline.rows(after.differing(known, until), size),
                    filter.order().rows(),
                    size);
            stretch.differences(sight, masking).forEach(found::add);
            from = stretch.end();
            stretches++;
        } while (from != null && found.size() <= limit && stretches < MOST_STRETCHES);
        Page<Difference> page = Page.of(found, limit, difference -> difference.row.cursor());
        String unread = from == null ? null : from.text();
        return new Page<>(
                page.items().stream().map(difference -> difference.told(sight)).toList(),
                page.nextCursor() == null ? unread : page.nextCursor());
    }

    private record Difference(Row row, Pair pair, TimelineChange change) {

        /** Now that it leaves, the viewer has read it. */
        TimelineChange told(Sight sight) {
            Stream.of(pair.before, pair.after)
                    .flatMap(Stream::ofNullable)
                    .forEach(one -> sight.read(one.all().threadId(), one.circle(), sight.weighed(one.circle())));
            return change;
        }
    }

    /** An entry as it stood, and as it stands. */
    private record Pair(@Nullable Row before, @Nullable Row after) {

        static Pair of(Pair one, Pair other) {
            return new Pair(
                    one.before == null ? other.before : one.before, one.after == null ? other.after : one.after);
        }

        Optional<Difference> difference(Row row, Sight sight, Masking masking) {
            TimelineEntry earlier = entry(before, sight, masking);
            TimelineEntry later = entry(after, sight, masking);
            TimelineEntry either = later == null ? earlier : later;
            return either == null || Objects.equals(earlier, later)
                    ? Optional.empty()
                    : Optional.of(new Difference(row, this, TimelineChange.of(either, earlier, later)));
        }

        private static @Nullable TimelineEntry entry(@Nullable Row row, Sight sight, Masking masking) {
            return row == null
                    ? null
                    : row.entry(sight, sight.weighed(row.circle()), masking).orElse(null);
        }
    }

    /**
     * As much of both timelines as was read at once, in one order.
     *
     * @param limit where a list has more, there is more behind it
     */
    private record Stretch(List<Row> before, List<Row> after, Comparator<Row> order, int limit) {

        /** The last row up to which both are known; null if they are known to their end. */
        private @Nullable Row horizon() {
            return Stream.of(before, after)
                    .filter(rows -> rows.size() > limit)
                    .map(List::getLast)
                    .min(order)
                    .orElse(null);
        }

        /** Where to read on; null at the end. */
        @Nullable Cursor end() {
            Row horizon = horizon();
            return horizon == null ? null : horizon.cursor();
        }

        Stream<Difference> differences(Sight sight, Masking masking) {
            var pairs = new TreeMap<Row, Pair>(order);
            before.forEach(row -> pairs.merge(row, new Pair(row, null), Pair::of));
            after.forEach(row -> pairs.merge(row, new Pair(null, row), Pair::of));
            Row horizon = horizon();
            return (horizon == null ? pairs : pairs.headMap(horizon, true))
                    .entrySet().stream()
                            .flatMap(pair -> pair.getValue().difference(pair.getKey(), sight, masking).stream());
        }
    }
}
