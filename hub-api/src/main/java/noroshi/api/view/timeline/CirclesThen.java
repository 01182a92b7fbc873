package noroshi.api.view.timeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Companionship.Span;
import noroshi.api.view.timeline.Arrived.Item;
import noroshi.api.view.timeline.Arrived.Moved;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sharing.Circle;

/**
 * 当時の共有範囲. The circles that entries had between events: by what moved their threads' own, and by the campaigns that
 * held them beside others.
 */
final class CirclesThen {

    private final Map<UUID, TreeMap<Long, List<Moved>>> moves = new HashMap<>();
    private final Map<UUID, List<Span>> spans;

    CirclesThen(Collection<Moved> moves, Collection<Span> spans) {
        for (Moved move : moves) {
            this.moves
                    .computeIfAbsent(move.thread(), _ -> new TreeMap<>())
                    .computeIfAbsent(move.position(), _ -> new ArrayList<>())
                    .add(move);
        }
        this.spans = spans.stream().collect(Collectors.groupingBy(Span::thread));
    }

    /** Where the circle of an entry changed. */
    NavigableSet<Long> movesOf(Item item) {
        var positions = new TreeSet<Long>();
        if (item.isOfItsThread()) {
            positions.addAll(moves.getOrDefault(item.thread(), new TreeMap<>()).keySet());
            for (Span span : spansOf(item)) {
                positions.add(span.from());
                positions.add(span.to());
            }
            positions.remove(CampaignSight.OPEN_END);
        }
        return positions;
    }

    /** The circle that an entry had after the event at {@code position}. */
    Circle at(long position, Item item) {
        if (!item.isOfItsThread()) {
            return item.row().circle();
        }
        Map.Entry<Long, List<Moved>> next =
                moves.getOrDefault(item.thread(), new TreeMap<>()).higherEntry(position);
        Circle own = next == null ? item.row().circle() : before(next.getValue(), item);
        return own.beside(companions(spansOf(item), span -> span.holdsAt(position)));
    }

    /** The circle that it has now. */
    Circle now(Item item) {
        return item.isOfItsThread()
                ? item.row().circle().beside(companions(spansOf(item), Span::holdsNow))
                : item.row().circle();
    }

    private List<Span> spansOf(Item item) {
        return spans.getOrDefault(item.thread(), List.of());
    }

    private static Set<AuthorityCode> companions(List<Span> spans, Predicate<Span> which) {
        return spans.stream().filter(which).map(Span::authority).collect(Collectors.toSet());
    }

    private static Circle before(List<Moved> moves, Item item) {
        return moves.stream()
                .filter(move -> move.from() <= item.position())
                .max(Comparator.comparingLong(Moved::from))
                .map(Moved::before)
                .orElseThrow(() -> new IllegalStateException(
                        "entry %d: in no circle of %s (expected: one from 0 on)".formatted(item.position(), moves)));
    }
}
