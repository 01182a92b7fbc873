package noroshi.api.desk;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.desk.Register.Registered;
import noroshi.api.view.bulletin.Addressees;
import noroshi.core.bulletin.Recipient;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;

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
            case MINISTRY -> competence(new AuthorityCode(viewer.organisation()), today);
            case CEPTOAR -> Set.of(new SectorCode(viewer.organisation()));
            case OPERATOR ->
                register.entry(viewer.organisation()).stream()
                        .filter(entry -> !entry.reportsForOthers())
                        .flatMap(entry -> sectors(entry, today))
                        .collect(Collectors.toSet());
            case NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Set.of();
        };
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
                .filter(entry -> !entry.reportsForOthers())
                .filter(entry -> sectors(entry, today).anyMatch(sector::equals))
                .map(entry -> new Recipient(Role.OPERATOR, entry.slug().value()))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private Set<SectorCode> competence(AuthorityCode ministry, LocalDate today) {
        return register.scope().sectorsOn(today).stream()
                .filter(row -> row.ministry().equals(ministry))
                .map(RegisterAddressees::top)
                .collect(Collectors.toSet());
    }

    /** A sub-sector's ministry is competent for what concerns its sector. */
    private static SectorCode top(Sector row) {
        return row.parent() == null ? row.code() : row.parent();
    }

    private static Stream<SectorCode> sectors(OperatorEntry entry, LocalDate today) {
        return entry.memberships().stream()
                .filter(membership -> membership.isInForceOn(today))
                .map(Membership::sector);
    }
}
