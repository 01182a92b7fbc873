package noroshi.api.export.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import noroshi.api.export.stix.Reports.Version;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.api.view.bulletin.BulletinRecord.State;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Readership;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 情報提供の版の問合せ. A bulletin stands in the collection of each of its sectors: where it was issued, or, for whom it
 * reached only later, where it was relayed; and where it was recalled, for all who could read it. After a recall nothing
 * but the recall is told.
 */
public final class Bulletins implements Editions {

    private final JdbcClient database;
    private final BulletinRecord bulletins;
    private final Addressees addressees;
    private final Supplier<Scope> scope;

    /**
     * Reads these bulletins.
     *
     * @param scope what sectors are called
     */
    public Bulletins(JdbcClient database, BulletinRecord bulletins, Addressees addressees, Supplier<Scope> scope) {
        this.database = database;
        this.bulletins = bulletins;
        this.addressees = addressees;
        this.scope = scope;
    }

    private record Place(UUID bulletin, long position) {}

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        List<Place> places = database.sql("""
                        select v.bulletin_id, v.position
                        from api.bulletin_version v join api.bulletin b on b.bulletin_id = v.bulletin_id
                        where b.exercise = :exercise and b.sectors @> array[:line]::text[]
                          and v.position between :from and :to and %s
                        order by v.position limit :limit
                        """.formatted(StixId.among("v.bulletin_id", asked.holders())))
                .param("exercise", asked.exercise())
                .param("line", asked.line())
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query((row, _) -> new Place(
                        Objects.requireNonNull(row.getObject("bulletin_id", UUID.class)), row.getLong("position")))
                .list();
        long end = places.size() < limit ? to : places.getLast().position;
        if (places.isEmpty()) {
            return new Stretch(List.of(), end);
        }
        Set<SectorCode> sectors = addressees.sectorsOf(viewer);
        var reports = new Reports(Lines.names(scope.get()));
        Set<BulletinId> ids =
                places.stream().map(place -> new BulletinId(place.bulletin)).collect(Collectors.toSet());
        // whether it was taken back is asked of today, however far this stretch goes
        List<Edition> editions = bulletins.histories(ids, Long.MAX_VALUE).values().stream()
                .flatMap(states -> told(viewer, states, sectors).stream())
                .filter(one -> one.position >= from && one.position <= end)
                .filter(one -> one.isLatest || !asked.latest())
                .map(one -> new Edition(one.position, one.version.recorded(), one.isLatest, reports.of(one.version)))
                .sorted(Comparator.comparingLong(Edition::position))
                .toList();
        return new Stretch(editions, end);
    }

    /** The latest version of one bulletin with all that it refers to; empty if the viewer may not read it, or not yet. */
    Optional<List<StixObject>> latest(Viewer viewer, BulletinId id) {
        List<State> states = bulletins.histories(List.of(id), Long.MAX_VALUE).getOrDefault(id, List.of());
        if (states.isEmpty()) {
            return Optional.empty();
        }
        List<Told> told = told(viewer, states, addressees.sectorsOf(viewer));
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reports(Lines.names(scope.get())).of(told.getLast().version));
    }

    private record Told(long position, Version version, boolean isLatest) {}

    /** The versions of a bulletin that differ for the viewer. */
    private static List<Told> told(Viewer viewer, List<State> states, Set<SectorCode> sectors) {
        boolean isTakenBack = states.getLast().stored().bulletin() instanceof Recalled;
        Instant issued = null;
        @Nullable Version last = null;
        var told = new ArrayList<Told>();
        for (State state : states) {
            if (!(state.stored().bulletin() instanceof Published published)) {
                continue;
            }
            issued = issued == null ? state.recorded() : issued;
            boolean isRecalled = published instanceof Recalled;
            if (!Readership.reads(viewer, published, sectors) || isTakenBack != isRecalled) {
                continue;
            }
            BulletinContent content = published.draft().content();
            var version = new Version(
                    published,
                    content == null ? null : Readership.told(viewer, published, content, sectors),
                    isRecalled,
                    issued,
                    state.recorded());
            if (last == null || !Objects.equals(last.told(), version.told())) {
                told.add(new Told(state.stored().position(), version, false));
                last = version;
            }
        }
        if (!told.isEmpty()) {
            Told latest = told.removeLast();
            told.add(new Told(latest.position, latest.version, true));
        }
        return told;
    }
}
