package noroshi.gateway.webhook;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Membership;
import noroshi.core.register.Operator;
import noroshi.core.register.Operator.Registered;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.RecordedEvent;

/** 読者の分野. The top-level sectors that a reader of bulletins belongs to, as the register has it today. */
final class ReadersSectors {

    private final BiFunction<String, String, List<RecordedEvent>> ofTag;
    private final InstantSource clock;

    /**
     * @param ofTag all events of the record that bear a tag, by its key and value
     * @param clock the domain's
     */
    ReadersSectors(BiFunction<String, String, List<RecordedEvent>> ofTag, InstantSource clock) {
        this.ofTag = ofTag;
        this.clock = clock;
    }

    Set<SectorCode> of(Viewer viewer) {
        LocalDate today = Tokyo.dayOf(clock.instant());
        return switch (viewer.role()) {
            case MINISTRY -> competence(new AuthorityCode(viewer.organisation()), today);
            case CEPTOAR -> Set.of(new SectorCode(viewer.organisation()));
            case OPERATOR -> memberships(viewer.organisation(), today);
            case NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> Set.of();
        };
    }

    /** A sub-sector's ministry is competent for what concerns its sector. */
    private Set<SectorCode> competence(AuthorityCode ministry, LocalDate today) {
        Scope scope = Scope.shipped();
        for (RecordedEvent recorded : ofTag.apply("scope", ScopeEvent.NATIONAL)) {
            if (recorded.payload() instanceof ScopeEvent event) {
                scope = ScopeEvent.evolve(scope, event);
            }
        }
        return scope.sectorsOn(today).stream()
                .filter(row -> row.ministry().equals(ministry))
                .map(ReadersSectors::top)
                .collect(Collectors.toSet());
    }

    private static SectorCode top(Sector row) {
        return row.parent() == null ? row.code() : row.parent();
    }

    private Set<SectorCode> memberships(String slug, LocalDate today) {
        Operator operator = Operator.UNREGISTERED;
        for (RecordedEvent recorded : ofTag.apply("operator", slug)) {
            if (recorded.payload() instanceof OperatorEvent event) {
                operator = Operator.evolve(operator, event);
            }
        }
        return operator instanceof Registered(var entry) && !entry.reportsForOthers()
                ? entry.memberships().stream()
                        .filter(membership -> membership.isInForceOn(today))
                        .map(Membership::sector)
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
