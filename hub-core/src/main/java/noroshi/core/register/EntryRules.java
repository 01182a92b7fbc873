package noroshi.core.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/** 記載の要件. What an entry must fulfil to stand in the register. */
public final class EntryRules {

    private static final Pattern PREFECTURE = Pattern.compile("0[1-9]|[1-3][0-9]|4[0-7]");

    private EntryRules() {}

    /** Every fault of an entry, none if it may stand. */
    public static List<Fault> faults(OperatorEntry entry, Scope scope) {
        List<Fault> faults = new ArrayList<>(faultsAsAWhole(entry, scope));
        for (var i = 0; i < entry.memberships().size(); i++) {
            faults.addAll(faults(entry.memberships().get(i), "memberships[%d]".formatted(i), scope));
        }
        for (var i = 0; i < entry.designations().size(); i++) {
            faults.addAll(faults(entry.designations().get(i), "designations[%d]".formatted(i), scope));
        }
        return List.copyOf(faults);
    }

    /** The same but those of each membership and designation by itself. */
    public static List<Fault> faultsAsAWhole(OperatorEntry entry, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        if (entry.name().isBlank()) {
            faults.add(invalid("name", entry.name(), "名称", "a name"));
        }
        if (!PREFECTURE.matcher(entry.prefecture()).matches()) {
            faults.add(invalid("prefecture", entry.prefecture(), "01から47まで (JIS X 0401)", "01 to 47 (JIS X 0401)"));
        }
        var ministry = entry.supervisingMinistry();
        if (ministry != null && !scope.knows(ministry)) {
            faults.add(invalid("supervisingMinistry", ministry, "登録された機関コード", "the code of a known authority"));
        }
        if (entry.reportsForOthers() != entry.slug().isOfCeptoar()) {
            faults.add(invalid(
                    "kind",
                    entry.kind(),
                    "ceptoar- で始まる識別子に限り CEPTOAR",
                    "CEPTOAR of what is called ceptoar-…, and of nothing else"));
        }
        if (entry.reportsForOthers()) {
            faults.addAll(faultsOfACeptoar(entry));
        }
        return List.copyOf(faults);
    }

    /** It is of its sector and nothing else; and what it files is looked through for its members' names at the one door. */
    private static List<Fault> faultsOfACeptoar(OperatorEntry entry) {
        List<Fault> faults = new ArrayList<>();
        if (entry.memberships().size() != 1) {
            faults.add(
                    invalid("memberships", entry.memberships().size(), "セプターの分野1つ", "the one sector of the CEPTOAR"));
        }
        if (!entry.designations().isEmpty()) {
            faults.add(invalid("designations", entry.designations().size(), "セプターは指定なし", "none, of a CEPTOAR"));
        }
        if (entry.criticalComputer()) {
            faults.add(invalid("criticalComputer", true, "セプターは false", "false, of a CEPTOAR"));
        }
        if (entry.kafkaDoor()) {
            faults.add(invalid("kafkaDoor", true, "セプターは false", "false, of a CEPTOAR"));
        }
        return faults;
    }

    /**
     * Every fault of one membership.
     *
     * @param item where it stands, such as {@code memberships[0]}
     */
    public static List<Fault> faults(Membership membership, String item, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        if (!isSector(membership.sector(), null, scope)) {
            faults.add(invalid(item + ".sector", membership.sector(), "登録された分野コード", "the code of a known sector"));
        }
        var subSector = membership.subSector();
        if (subSector != null && !isSector(subSector, membership.sector(), scope)) {
            faults.add(invalid(
                    item + ".subSector",
                    subSector,
                    "%s の細分野コード".formatted(membership.sector()),
                    "a sub-sector of %s".formatted(membership.sector())));
        }
        addIfBackward(faults, membership.from(), membership.to(), item);
        return List.copyOf(faults);
    }

    /**
     * Every fault of one designation.
     *
     * @param item where it stands, such as {@code designations[0]}
     */
    public static List<Fault> faults(Designation designation, String item, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        if (!isBusiness(designation.business(), null, scope)) {
            faults.add(
                    invalid(item + ".business", designation.business(), "登録された事業コード", "the code of a known business"));
        }
        var subBusiness = designation.subBusiness();
        if (subBusiness != null && !isBusiness(subBusiness, designation.business(), scope)) {
            faults.add(invalid(
                    item + ".subBusiness",
                    subBusiness,
                    "%s の細事業コード".formatted(designation.business()),
                    "a sub-business of %s".formatted(designation.business())));
        }
        addIfBackward(faults, designation.from(), designation.to(), item);
        return List.copyOf(faults);
    }

    /** @throws Refused with the first fault, if there is one */
    static void require(OperatorEntry entry, Scope scope) {
        faults(entry, scope).stream().findFirst().ifPresent(fault -> {
            throw new Refused(fault);
        });
    }

    private static void addIfBackward(
            List<Fault> faults, @Nullable LocalDate from, @Nullable LocalDate to, String item) {
        if (from != null && to != null && to.isBefore(from)) {
            faults.add(invalid(item + ".to", to, "%s 以後".formatted(from), "not before %s".formatted(from)));
        }
    }

    private static boolean isSector(SectorCode code, @Nullable SectorCode parent, Scope scope) {
        return scope.sectors().stream()
                .anyMatch(row -> row.code().equals(code) && Objects.equals(row.parent(), parent));
    }

    private static boolean isBusiness(BusinessCode code, @Nullable BusinessCode parent, Scope scope) {
        return scope.businesses().stream()
                .anyMatch(row -> row.code().equals(code) && Objects.equals(row.parent(), parent));
    }

    private static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }
}
