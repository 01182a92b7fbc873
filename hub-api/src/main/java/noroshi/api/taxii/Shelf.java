package noroshi.api.taxii;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.api.export.stix.Bundle;
import noroshi.api.export.stix.Edition;
import noroshi.api.export.stix.Editions;
import noroshi.api.export.stix.Editions.Asked;
import noroshi.api.export.stix.Editions.Stretch;
import noroshi.api.export.stix.StixId;
import noroshi.api.export.stix.StixObject;
import noroshi.api.taxii.Collections.Collection;
import noroshi.api.taxii.Match.From;
import noroshi.api.view.Views;
import noroshi.api.view.bulletin.BulletinProjection;
import noroshi.api.view.campaign.CampaignProjection;
import noroshi.api.view.timeline.Arrivals;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 収集の中身. The objects of a collection in the order of the record. A version stands where it was recorded and never
 * moves; a newer one comes after all that is there, so that whoever pages while others file misses nothing.
 */
final class Shelf {

    /** How many versions are read at once, and how often, before a page is given as far as it is. */
    private static final int CHUNK = 100;

    private static final int CHUNKS = 20;

    /** The views that the versions are read from beside the timeline. */
    private static final List<String> OTHERS = List.of("thread", CampaignProjection.NAME, BulletinProjection.NAME);

    private final List<Editions> sources;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Views views;

    Shelf(List<Editions> sources, Arrivals arrivals, Ledger ledger, Views views) {
        this.sources = List.copyOf(sources);
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.views = views;
    }

    /**
     * An object, and when it was added.
     *
     * @param read notes that the viewer is told of it, where that is to be
     */
    record Added(StixObject object, Instant at, Runnable read) {}

    /** @param next where the rest begins; null if this is all */
    record Page(List<Added> objects, @Nullable From next) {}

    private record Placed(Edition edition, StixObject object) {

        From place() {
            return new From(edition.position(), object.id());
        }

        String version() {
            return object.id() + object.version();
        }
    }

    /** What is gathered until a page is full. */
    private static final class Gathered {

        private final Match match;
        private final List<Added> objects = new ArrayList<>();
        private final Set<Map<String, Object>> seen = new HashSet<>();
        private final Set<String> shown = new HashSet<>();
        private @Nullable From next;

        Gathered(Match match) {
            this.match = match;
        }

        /** Versions in order, all of each of their positions; false once the page is full. */
        boolean take(List<Edition> editions) {
            List<Placed> matching = editions.stream()
                    .flatMap(edition -> edition.objects().stream().map(object -> new Placed(edition, object)))
                    .sorted(Comparator.comparingLong((Placed one) -> one.edition.position())
                            .thenComparing(one -> one.object.id()))
                    .filter(this::matches)
                    .toList();
            // versions of one millisecond have one name, which is the last one's
            Map<String, StixObject> last = new HashMap<>();
            matching.forEach(one -> last.put(one.version(), one.object));
            return matching.stream()
                    .filter(one -> one.object
                            .properties()
                            .equals(Objects.requireNonNull(last.get(one.version()))
                                    .properties()))
                    .allMatch(this::take);
        }

        private boolean matches(Placed one) {
            From place = one.place();
            boolean isBefore = place.position() == match.from().position()
                    && place.id().compareTo(match.from().id()) < 0;
            // of what hangs on nothing there is but one version
            boolean isFirst = StixId.holder(place.id()).isEmpty() || shown.add(place.id());
            return !isBefore && match.takes(one.object, isFirst, one.edition.isLatest());
        }

        private boolean take(Placed one) {
            if (!seen.add(one.object.properties())) {
                return true;
            }
            if (objects.size() == match.limit()) {
                next = one.place();
                return false;
            }
            objects.add(new Added(one.object, one.edition.recorded(), one.edition.read()));
            return true;
        }

        Page page() {
            return new Page(objects, next);
        }
    }

    Page page(Viewer viewer, Collection collection, Match match) {
        var gathered = new Gathered(match);
        Instant after = match.addedAfter();
        if (match.from().position() == 0
                && (after == null || after.isBefore(Bundle.FIRST))
                && !gathered.take(List.of(opening(collection)))) {
            return gathered.page();
        }
        long begin = after == null ? 1 : ledger.positionAt(after).orElse(0L) + 1;
        long from = Math.max(begin, match.from().position());
        long to = settled();
        var asked = new Asked(
                collection.line(), collection.exercise(), match.latestAlone(), to, match.holders(), match.identities());
        long first = from;
        for (int chunk = 0; chunk < CHUNKS && from <= to; chunk++) {
            Stretch stretch = between(viewer, asked, from, to);
            if (match.asksForFirst()) {
                gathered.shown.addAll(shownBefore(first, viewer, asked, stretch.editions()));
            }
            if (!gathered.take(stretch.editions())) {
                return gathered.page();
            }
            from = stretch.end() + 1;
        }
        if (from <= to) {
            gathered.next = new From(from, "");
        }
        return gathered.page();
    }

    /** The ids of what the viewer is shown before a position, of all that hangs on the same as these. */
    private Set<String> shownBefore(long position, Viewer viewer, Asked asked, List<Edition> editions) {
        Set<Long> holders = editions.stream()
                .flatMap(edition -> edition.objects().stream())
                .map(object -> StixId.holder(object.id()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        var before = new Asked(asked.line(), asked.exercise(), false, asked.head(), holders, Set.of());
        Set<String> shown = new HashSet<>();
        for (long from = 1; !holders.isEmpty() && from < position; ) {
            Stretch stretch = between(viewer, before, from, position - 1);
            stretch.editions().forEach(edition -> edition.objects().forEach(object -> shown.add(object.id())));
            from = stretch.end() + 1;
        }
        return shown;
    }

    private static Edition opening(Collection collection) {
        return new Edition(0, Bundle.FIRST, true, Bundle.opening(collection.line(), collection.name()));
    }

    /** What all sources have, as far as each of them says that this is all. */
    private Stretch between(Viewer viewer, Asked asked, long from, long to) {
        long end = to;
        var editions = new ArrayList<Edition>();
        for (Editions source : sources) {
            Stretch stretch = source.between(viewer, asked, from, end, CHUNK);
            editions.addAll(stretch.editions());
            end = stretch.end();
        }
        long all = end;
        editions.removeIf(edition -> edition.position() > all);
        return new Stretch(editions, end);
    }

    /** As far as all views know of what was recorded. */
    private long settled() {
        long settled = arrivals.settled(position("timeline"));
        for (String view : OTHERS) {
            settled = Math.min(settled, position(view));
        }
        return whole(ledger, settled);
    }

    /**
     * The last position up to there that was not recorded at the same time as what follows it: events of one commit have
     * one time, and who had seen but some of them would ask only for what was added after all of them.
     */
    static long whole(Ledger ledger, long position) {
        List<RecordedEvent> two = position == 0 ? List.of() : ledger.read(position - 1, 2);
        if (two.size() < 2 || two.getFirst().recordedAt().isBefore(two.getLast().recordedAt())) {
            return position;
        }
        Instant before = two.getFirst().recordedAt().minus(1, ChronoUnit.MICROS);
        return ledger.positionAt(before).orElse(0L);
    }

    private long position(String view) {
        views.reach(view, 0);
        return views.position(view);
    }
}
