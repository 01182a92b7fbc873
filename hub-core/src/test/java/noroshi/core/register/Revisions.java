package noroshi.core.register;

import java.util.List;
import java.util.stream.Stream;
import noroshi.core.sector.SectorCode;

/** What the register may come to say of an operator, for tests: the same entry but for one thing. */
public final class Revisions {

    private Revisions() {}

    /** In that sector alone, ever since. */
    public static OperatorEntry ofSector(OperatorEntry entry, String sector) {
        return with(entry, List.of(ever(sector)), entry.designations(), entry.criticalComputer());
    }

    /** In that sector too, ever since. */
    public static OperatorEntry joining(OperatorEntry entry, String sector) {
        List<Membership> memberships = Stream.concat(entry.memberships().stream(), Stream.of(ever(sector)))
                .toList();
        return with(entry, memberships, entry.designations(), entry.criticalComputer());
    }

    /** Designated for these businesses, and no others. */
    public static OperatorEntry designated(OperatorEntry entry, List<Designation> designations) {
        return with(entry, entry.memberships(), designations, entry.criticalComputer());
    }

    /** Without any 特定重要電子計算機. */
    public static OperatorEntry withoutCriticalComputer(OperatorEntry entry) {
        return with(entry, entry.memberships(), entry.designations(), false);
    }

    private static Membership ever(String sector) {
        return new Membership(new SectorCode(sector), null, null, null);
    }

    private static OperatorEntry with(
            OperatorEntry entry, List<Membership> memberships, List<Designation> designations, boolean critical) {
        return new OperatorEntry(
                entry.slug(),
                entry.name(),
                entry.kind(),
                entry.corporateNumber(),
                entry.prefecture(),
                entry.supervisingMinistry(),
                memberships,
                designations,
                critical,
                entry.kafkaDoor());
    }
}
