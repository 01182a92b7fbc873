package noroshi.api.desk;

import java.time.LocalDate;
import java.util.List;
import noroshi.api.desk.Reference.DesignationRow;
import noroshi.api.desk.Reference.MembershipRow;
import noroshi.api.desk.Reference.OperatorRow;
import noroshi.api.desk.Register.Registered;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.CorporateNumber;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/** 登録簿の見え方. How much of an operator's entry a viewer sees, as it stands on a day. */
record RegisterSight(Viewer viewer, Scope scope, LocalDate day) {

    OperatorRow row(Registered registered) {
        OperatorEntry entry = registered.entry();
        List<MembershipRow> memberships = entry.memberships().stream()
                .map(this::row)
                .filter(this::isInForce)
                .toList();
        // without the position of the change, which the record gives away in other places
        String source = "登録簿 %s".formatted(registered.revised());
        if (!seesAllOf(entry)) {
            return new OperatorRow(
                    entry.slug().value(),
                    entry.name(),
                    null,
                    null,
                    null,
                    null,
                    memberships,
                    null,
                    null,
                    null,
                    source,
                    Status.CONFIRMED);
        }
        return new OperatorRow(
                entry.slug().value(),
                entry.name(),
                entry.kind(),
                text(entry.corporateNumber()),
                entry.prefecture(),
                text(entry.supervisingMinistry()),
                memberships,
                designations(entry),
                entry.criticalComputer(),
                entry.kafkaDoor(),
                source,
                Status.CONFIRMED);
    }

    /** Who is designated, and who has a critical computer, is a target list: it stays among the authorities. */
    private boolean seesAllOf(OperatorEntry entry) {
        return switch (viewer.role()) {
            case OPERATOR -> viewer.organisation().equals(entry.slug().value());
            case CEPTOAR, COUNCIL -> false;
            case MINISTRY, NCO, PM_CAO, PPC, POLICE, HQ, AUDITOR, ADMIN -> true;
        };
    }

    private MembershipRow row(Membership membership) {
        SectorCode subSector = membership.subSector();
        LocalDate from = membership.from();
        return new MembershipRow(
                membership.sector().value(),
                subSector == null ? null : subSector.value(),
                from == null ? scope.firstDay(subSector == null ? membership.sector() : subSector) : from,
                membership.to());
    }

    private boolean isInForce(MembershipRow membership) {
        LocalDate to = membership.to();
        return !day.isBefore(membership.from()) && (to == null || !day.isAfter(to));
    }

    private List<DesignationRow> designations(OperatorEntry entry) {
        return entry.designations().stream()
                .filter(designation -> designation.isInForceOn(day))
                .map(designation -> {
                    BusinessCode subBusiness = designation.subBusiness();
                    return new DesignationRow(
                            designation.business().value(),
                            subBusiness == null ? null : subBusiness.value(),
                            designation.from(),
                            designation.to());
                })
                .toList();
    }

    private static @Nullable String text(@Nullable CorporateNumber number) {
        return number == null ? null : number.value();
    }

    private static @Nullable String text(@Nullable AuthorityCode code) {
        return code == null ? null : code.value();
    }
}
