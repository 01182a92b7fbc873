package noroshi.api.desk;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.desk.Register.Past;
import noroshi.api.desk.Register.Registered;
import noroshi.api.view.bulletin.Addressees;
import noroshi.core.bulletin.Recipient;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;

/** 情報提供の宛先, as the register names them today. */
public final class RegisterAddressees implements Addressees {

    private final Register register;
    private final InstantSource clock;

    public RegisterAddressees(Register register, InstantSource clock) {
        this.register = register;
        this.clock = clock;
    }

    @Override
    public Set<SectorCode> sectorsOf(Viewer viewer) {
        LocalDate today = Tokyo.dayOf(clock.instant());
        return switch (viewer.role()) {
            case MINISTRY -> competence(register.scope(), new AuthorityCode(viewer.organisation()), today);
            case CEPTOAR -> Set.of(new SectorCode(viewer.organisation()));
            case OPERATOR ->
                register.entry(viewer.organisation())
                        .map(entry -> membership(entry, today))
                        .orElse(Set.of());
            case NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Set.of();
        };
    }

    @Override
    public Map<SectorCode, Long> since(Viewer viewer) {
        return switch (viewer.role()) {
            case MINISTRY -> {
                var ministry = new AuthorityCode(viewer.organisation());
                yield since(
                        register.scopes(),
                        scope -> scope.sectors().stream()
                                .filter(row -> row.ministry().equals(ministry))
                                .flatMap(row -> turns(
                                        row.inForce().from(), row.inForce().to())),
                        (scope, day) -> competence(scope, ministry, day));
            }
            case OPERATOR ->
                since(
                        register.entriesOf(new OperatorSlug(viewer.organisation())),
                        entry -> entry.memberships().stream().flatMap(one -> turns(one.from(), one.to())),
                        RegisterAddressees::membership);
            case CEPTOAR, NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Map.of();
        };
    }

    /**
     * Whose a sector came to be, and stayed.
     *
     * @param turns the days on which an entry says something else than the day before
     */
    private <T> Map<SectorCode, Long> since(
            List<Past<T>> history,
            Function<T, Stream<LocalDate>> turns,
            BiFunction<T, LocalDate, Set<SectorCode>> told) {
        LocalDate today = Tokyo.dayOf(clock.instant());
        var sectors = new TreeMap<Long, Set<SectorCode>>();
        for (int i = 0; i < history.size(); i++) {
            Past<T> past = history.get(i);
            long end = i + 1 < history.size() ? history.get(i + 1).position() : Long.MAX_VALUE;
            LocalDate day = Tokyo.dayOf(past.at());
            sectors.put(past.position(), told.apply(past.entry(), day));
            List<LocalDate> days = turns.apply(past.entry())
                    .filter(turn -> turn.isAfter(day) && !turn.isAfter(today))
                    .distinct()
                    .sorted()
                    .toList();
            for (LocalDate turn : days) {
                long first = register.first(turn);
                if (first < end) {
                    sectors.put(first, told.apply(past.entry(), turn));
                }
            }
        }
        var since = new HashMap<SectorCode, Long>();
        sectors.forEach((position, all) -> {
            since.keySet().retainAll(all);
            all.forEach(sector -> since.putIfAbsent(sector, position));
        });
        since.values().removeIf(position -> position <= 1);
        return since;
    }

    private static Stream<LocalDate> turns(@Nullable LocalDate from, @Nullable LocalDate to) {
        return Stream.of(Optional.ofNullable(from), Optional.ofNullable(to).map(last -> last.plusDays(1)))
                .flatMap(Optional::stream);
    }

    @Override
    public List<Recipient> of(SectorCode sector) {
        LocalDate today = Tokyo.dayOf(clock.instant());
        var all = new LinkedHashSet<Recipient>();
        register.scope().sectorsOn(today).stream()
                .filter(row -> top(row).equals(sector))
                .map(row -> new Recipient(Role.MINISTRY, row.ministry().value()))
                .forEach(all::add);
        all.add(new Recipient(Role.CEPTOAR, sector.value()));
        register.operators().stream()
                .map(Registered::entry)
                .filter(entry -> membership(entry, today).contains(sector))
                .map(entry -> new Recipient(Role.OPERATOR, entry.slug().value()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private static Set<SectorCode> competence(Scope scope, AuthorityCode ministry, LocalDate day) {
        return scope.sectorsOn(day).stream()
                .filter(row -> row.ministry().equals(ministry))
                .map(RegisterAddressees::top)
                .collect(Collectors.toSet());
    }

    /** A sub-sector's ministry is competent for what concerns its sector. */
    private static SectorCode top(Sector row) {
        return row.parent() == null ? row.code() : row.parent();
    }

    /** Who reports for others is in no sector itself. */
    private static Set<SectorCode> membership(OperatorEntry entry, LocalDate day) {
        return entry.reportsForOthers()
                ? Set.of()
                : entry.memberships().stream()
                        .filter(membership -> membership.isInForceOn(day))
                        .map(Membership::sector)
                        .collect(Collectors.toSet());
    }
}
