package noroshi.api.taxii;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import noroshi.api.export.stix.Bundle;
import noroshi.api.export.stix.Incident;
import noroshi.api.export.stix.Incidents;
import noroshi.api.export.stix.StixObject;
import noroshi.api.taxii.Collections.Collection;
import noroshi.api.taxii.Match.From;
import noroshi.api.view.Views;
import noroshi.api.view.timeline.Arrivals;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * 収集の中身. The objects of a collection in the order of the record. A version stands where it was recorded and never
 * moves; a newer one comes after all that is there, so that whoever pages while others file misses nothing.
 */
final class Shelf {

    /** How many versions are read at once, and how often, before a page is given as far as it is. */
    private static final int CHUNK = 100;

    private static final int CHUNKS = 20;

    private final Incidents incidents;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Views views;

    Shelf(Incidents incidents, Arrivals arrivals, Ledger ledger, Views views) {
        this.incidents = incidents;
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.views = views;
    }

    /** An object, and when it was added. */
    record Added(StixObject object, Instant at) {}

    /** @param next where the rest begins; null if this is all */
    record Page(List<Added> objects, @Nullable From next) {}

    /** What is gathered until a page is full. */
    private static final class Gathered {

        private final Match match;
        private final List<Added> objects = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private @Nullable From next;

        Gathered(Match match) {
            this.match = match;
        }

        /** False once the page is full. */
        boolean take(List<StixObject> all, long position, Instant at, boolean isLatest) {
            int first = position == match.from().position() ? match.from().index() : 0;
            for (int i = first; i < all.size(); i++) {
                StixObject object = all.get(i);
                if (match.takes(object, isLatest) && seen.add(object.id() + object.version())) {
                    if (objects.size() == match.limit()) {
                        next = new From(position, i);
                        return false;
                    }
                    objects.add(new Added(object, at));
                }
            }
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
                && !gathered.take(Bundle.opening(collection.line(), collection.name()), 0, Bundle.FIRST, true)) {
            return gathered.page();
        }
        long begin = after == null ? 1 : ledger.positionAt(after).orElse(0L) + 1;
        long from = Math.max(begin, match.from().position());
        long to = settled();
        var asked = new Incidents.Asked(collection.line(), collection.exercise(), match.latestAlone(), match.threads());
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            List<Incident> versions = incidents.between(viewer, asked, from, to, CHUNK);
            for (Incident version : versions) {
                List<StixObject> objects = Bundle.of(version, collection.line());
                if (!gathered.take(objects, version.position(), version.recorded(), version.isLatest())) {
                    return gathered.page();
                }
                from = version.position() + 1;
            }
            if (versions.size() < CHUNK) {
                return gathered.page();
            }
        }
        gathered.next = new From(from, 0);
        return gathered.page();
    }

    /** As far as both views know of what was recorded. */
    private long settled() {
        views.reach("timeline", 0);
        views.reach("thread", 0);
        return Math.min(arrivals.settled(views.position("timeline")), views.position("thread"));
    }
}
