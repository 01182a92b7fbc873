package noroshi.api.export.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
 * reached only later, where it was relayed, or where the register made the sector the reader's; and where it was recalled,
 * for all who could read it. After a recall nothing but the recall is told.
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
        Map<SectorCode, Long> since = addressees.since(viewer);
        List<Place> places = database.sql("""
                        select p.bulletin_id, p.position
                        from (select v.bulletin_id, v.position from api.bulletin_version v union
                          select o.bulletin_id, s.position from api.bulletin o
                            join unnest(cast(:came as text[]), cast(:since as bigint[])) s (sector, position)
                              on o.sectors @> array[s.sector]) p
                        join api.bulletin b on b.bulletin_id = p.bulletin_id
                        where b.exercise = :exercise and b.sectors @> array[:line]::text[]
                          and p.position between :from and :to and %s
                        order by p.position fetch first :limit rows with ties
                        """.formatted(
                                // its sectors stand beside it; there are not so many bulletins
                                asked.identities().isEmpty() ? StixId.among("p.bulletin_id", asked.holders()) : "true"))
                .param("came", since.keySet().stream().map(SectorCode::value).toArray(String[]::new))
                .param("since", since.values().toArray(Long[]::new))
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
                .flatMap(states -> told(viewer, states, sectors, since).stream())
                .filter(one -> one.position >= from && one.position <= end)
                .filter(one -> one.isLatest || !asked.latest())
                .map(one -> new Edition(
                        one.position,
                        since.isEmpty() ? one.version.recorded() : bulletins.recordedAt(one.position),
                        one.isLatest,
                        reports.of(one.version)))
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
        List<Told> told = told(viewer, states, addressees.sectorsOf(viewer), addressees.since(viewer));
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reports(Lines.names(scope.get())).of(told.getLast().version));
    }

    /** @param position where the viewer finds it, which may be later than its own */
    private record Told(long position, Version version, boolean isLatest) {}

    /** The versions of a bulletin that differ for the viewer. */
    private static List<Told> told(
            Viewer viewer, List<State> states, Set<SectorCode> sectors, Map<SectorCode, Long> since) {
        boolean isTakenBack = states.getLast().stored().bulletin() instanceof Recalled;
        Instant issued = null;
        @Nullable Told last = null;
        var told = new ArrayList<Told>();
        for (State state : states) {
            if (!(state.stored().bulletin() instanceof Published published)) {
                continue;
            }
            issued = issued == null ? state.recorded() : issued;
            boolean isRecalled = published instanceof Recalled;
            OptionalLong read = readFrom(state.stored().position(), viewer, published, sectors, since);
            if (read.isEmpty() || isTakenBack != isRecalled) {
                continue;
            }
            BulletinContent content = published.draft().content();
            var version = new Version(
                    published,
                    content == null ? null : Readership.told(viewer, published, content, sectors),
                    isRecalled,
                    issued,
                    state.recorded());
            last = last == null || !Objects.equals(last.version.told(), version.told())
                    ? new Told(read.getAsLong(), version, true)
                    : new Told(Math.min(last.position, read.getAsLong()), last.version, true);
            long position = last.position;
            told.removeIf(one -> one.position >= position);
            told.replaceAll(one -> new Told(one.position, one.version, false));
            told.add(last);
        }
        return told;
    }

    /** Where the viewer can read it first, of a position and those at which it came to be of a sector. */
    private static OptionalLong readFrom(
            long position, Viewer viewer, Published bulletin, Set<SectorCode> sectors, Map<SectorCode, Long> since) {
        return LongStream.concat(
                        LongStream.of(position),
                        since.values().stream().mapToLong(Long::longValue).filter(later -> later > position))
                .sorted()
                .filter(place -> Readership.reads(
                        viewer,
                        bulletin,
                        sectors.stream()
                                .filter(sector -> since.getOrDefault(sector, 0L) <= place)
                                .collect(Collectors.toSet())))
                .findFirst();
    }
}
