package noroshi.core.sharing;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Regimes;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.Dossier;

/**
 * 共有の範囲. All that decides who may read a thread. A drill has the same circle as the real thing.
 *
 * @param addressees every authority with a delivery of the thread
 * @param named those of them that were addressed and not merely relayed to: they alone read RED
 */
public record Circle(
        OperatorSlug operator, Set<AuthorityCode> addressees, Set<AuthorityCode> named, Tlp tlp, Onward onward) {

    /** The rules that address the national office itself: hotline, copy under the Act, the state's own bodies, triage. */
    private static final Set<String> ADDRESSING_THE_NATIONAL_OFFICE = Set.of("R2", "R3", "R10", "R13");

    public Circle {
        addressees = Set.copyOf(addressees);
        named = Set.copyOf(named);
    }

    /**
     * The circle of those whose delivery of the thread is one of {@code reaching}.
     *
     * @param sectors the affected sectors
     */
    public static Circle of(Dossier dossier, List<String> sectors, Predicate<Delivery> reaching) {
        List<Delivery> reached =
                dossier.deliveries().values().stream().filter(reaching).toList();
        return new Circle(
                dossier.operator(),
                reached.stream().map(Delivery::addressee).collect(Collectors.toSet()),
                reached.stream()
                        .filter(Circle::isNamed)
                        .map(Delivery::addressee)
                        .collect(Collectors.toSet()),
                dossier.filing().tlp(),
                onward(dossier, sectors));
    }

    /** Before it is routed nobody knows what binds it. What was delivered under such a regime stays bound to its purpose, also when its duties are waived. */
    private static Onward onward(Dossier dossier, List<String> sectors) {
        if (dossier.deliveries().isEmpty()) {
            return Onward.NONE;
        }
        boolean bound = dossier.deliveries().values().stream()
                .flatMap(delivery -> delivery.rules().stream())
                .anyMatch(Regimes::bindsToPurpose);
        boolean agreed = dossier.filing().consents().ceptoarAnonymised();
        return new Onward(
                bound ? Passing.BOUND_TO_PURPOSE : Passing.FREE, agreed ? Set.copyOf(sectors) : Set.of(), Set.of());
    }

    /** 閲覧の記録を要する. Whether whoever reads it is put down: it is RED, bound to a purpose, or passes to nobody at all. */
    public boolean isReadByName() {
        return tlp == Tlp.RED || onward.passing() != Passing.FREE;
    }

    /** The same, and nobody beside it. */
    public Circle closed() {
        return new Circle(operator, addressees, named, tlp, Onward.NONE);
    }

    /** The same, beside threads of one campaign that were delivered to these. */
    public Circle beside(Set<AuthorityCode> companions) {
        return new Circle(
                operator, addressees, named, tlp, new Onward(onward.passing(), onward.ceptoars(), companions));
    }

    /** The same under that label. */
    public Circle labelled(Tlp label) {
        return new Circle(operator, addressees, named, label, onward);
    }

    private static boolean isNamed(Delivery delivery) {
        return !delivery.addressee().equals(AuthorityCode.NCO)
                || delivery.rules().stream().map(Rule::id).anyMatch(ADDRESSING_THE_NATIONAL_OFFICE::contains);
    }
}
