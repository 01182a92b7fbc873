package noroshi.api.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import noroshi.api.view.Sight;
import noroshi.api.view.timeline.TimelineQuery.Row;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 新着. What came to the timeline between two positions, for whoever follows it: at each position the entry that stands
 * there, and the earlier ones of its thread that are shown to more or to fewer from there on. An entry is told where the
 * viewer could first see it, and never beyond today's right.
 */
public final class Arrived {

    private final long end;
    private final List<Step> steps;
    private final Function<Viewer, Masking> maskings;

    private Arrived(long end, List<Step> steps, Function<Viewer, Masking> maskings) {
        this.end = end;
        this.steps = steps;
        this.maskings = maskings;
    }

    /**
     * A row, and by what else it is found.
     *
     * @param isOfItsThread false of a refused submission, which became part of none
     */
    record Item(Row row, Set<String> regimes, boolean isOfItsThread) {

        long position() {
            return row.all().position();
        }

        UUID thread() {
            UUID thread = row.all().threadId();
            if (thread == null) {
                throw new IllegalStateException("entry %d: of no thread (expected: one)".formatted(position()));
            }
            return thread;
        }
    }

    /** The circle that a thread's entries from one on had until {@code position}. */
    record Moved(long position, UUID thread, long from, Circle before) {}

    /** An entry, by the circle that it had after an event, and by today's. */
    private record Shown(Item item, Circle then, Circle today) {}

    /** An earlier entry whose circle moved. */
    private record Shift(Shown after, Circle before) {}

    private record Step(long position, @Nullable Shown entry, List<Shift> shifts) {}

    /**
     * What a follower asks for; null asks for all.
     *
     * @param exercise drills, and nothing else; or nothing of drills
     */
    public record Filter(
            @Nullable String sector,
            @Nullable String ministry,
            @Nullable String regime,
            boolean exercise) {

        private boolean takes(Item item, Sight sight, Disclosure disclosure, Masking masking) {
            return item.row.all().exercise() == exercise
                    && (sector == null || item.row.isUnder(sector, disclosure, masking))
                    && (regime == null || (disclosure.extent().showsContact() && item.regimes.contains(regime)))
                    && (ministry == null || concerns(ministry, item.row, sight, disclosure));
        }

        private static boolean concerns(String ministry, Row row, Sight sight, Disclosure disclosure) {
            boolean isOwn = sight.viewer()
                    .authority()
                    .filter(authority -> authority.value().equals(ministry))
                    .isPresent();
            if (ministry.equals(row.all().ministry())
                    && (isOwn || disclosure.extent().showsContent())) {
                return true;
            }
            return (isOwn || disclosure.extent().showsOthers())
                    && row.circle().addressees().stream()
                            .anyMatch(addressee -> addressee.value().equals(ministry));
        }
    }

    /** An entry that the viewer may see no more, or not as much of, by its ids alone. */
    public record Recall(UUID entryId, UUID threadId, long position) {}

    /**
     * What one event brings to one viewer.
     *
     * @param recalled what it is to forget, first
     * @param entries what it is to learn, the event's own entry last
     */
    public record News(long position, List<Recall> recalled, List<TimelineEntry> entries) {}

    static Arrived of(long after, long end, List<Item> items, CirclesThen circles, Function<Viewer, Masking> maskings) {
        var steps = new TreeMap<Long, Step>();
        for (Item item : items) {
            if (item.position() > after) {
                steps.put(
                        item.position(),
                        new Step(item.position(), shown(item, item.position(), circles), new ArrayList<>()));
            }
        }
        for (Item item : items) {
            circles.movesOf(item)
                    .subSet(Math.max(after, item.position()), false, Math.max(end, item.position()), true)
                    .forEach(position -> steps.computeIfAbsent(position, at -> new Step(at, null, new ArrayList<>()))
                            .shifts
                            .add(new Shift(shown(item, position, circles), circles.at(position - 1, item))));
        }
        return new Arrived(end, List.copyOf(steps.values()), maskings);
    }

    private static Shown shown(Item item, long position, CirclesThen circles) {
        return new Shown(item, circles.at(position, item), circles.now(item));
    }

    /** The position up to which this is all. */
    public long end() {
        return end;
    }

    /** What of it a viewer may know, in the order of the record. */
    public List<News> shownTo(Viewer viewer, Filter filter) {
        var sight = new Sight(viewer, "t");
        Masking masking = maskings.apply(viewer);
        var news = new ArrayList<News>();
        for (Step step : steps) {
            var recalled = new ArrayList<Recall>();
            var entries = new ArrayList<TimelineEntry>();
            for (Shift shift : step.shifts) {
                tell(shift, sight, masking, filter, recalled, entries);
            }
            if (step.entry != null) {
                told(step.entry, sight, shown(step.entry, sight, masking, filter))
                        .ifPresent(entries::add);
            }
            if (!recalled.isEmpty() || !entries.isEmpty()) {
                news.add(new News(step.position, recalled, entries));
            }
        }
        return news;
    }

    private static void tell(
            Shift shift,
            Sight sight,
            Masking masking,
            Filter filter,
            List<Recall> recalled,
            List<TimelineEntry> entries) {
        Item item = shift.after.item;
        Optional<TimelineEntry> before = shown(item, sight.weighed(shift.before), sight, masking, filter);
        Optional<TimelineEntry> after = shown(shift.after, sight, masking, filter);
        if (before.equals(after)) {
            return;
        }
        boolean isLess = disclosed(shift.after, sight)
                        .extent()
                        .compareTo(sight.weighed(shift.before).extent())
                < 0;
        if (before.isPresent() && isLess) {
            recalled.add(new Recall(item.row.all().entryId(), item.thread(), item.position()));
        }
        told(shift.after, sight, after).ifPresent(entries::add);
    }

    private static Optional<TimelineEntry> shown(Shown shown, Sight sight, Masking masking, Filter filter) {
        return shown(shown.item, disclosed(shown, sight), sight, masking, filter);
    }

    private static Optional<TimelineEntry> shown(
            Item item, Disclosure disclosure, Sight sight, Masking masking, Filter filter) {
        return disclosure.extent().showsExistence() && filter.takes(item, sight, disclosure, masking)
                ? item.row.entry(sight, disclosure, masking)
                : Optional.empty();
    }

    private static Optional<TimelineEntry> told(Shown shown, Sight sight, Optional<TimelineEntry> entry) {
        if (entry.isPresent()) {
            Row row = shown.item.row;
            sight.read(row.all().threadId(), row.circle(), disclosed(shown, sight));
        }
        return entry;
    }

    /** The lesser of the right then and the right today. */
    private static Disclosure disclosed(Shown shown, Sight sight) {
        Disclosure then = sight.weighed(shown.then);
        Disclosure today = sight.weighed(shown.today);
        return then.extent().compareTo(today.extent()) < 0 ? then : today;
    }
}
