package noroshi.core.regime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import noroshi.core.register.Designation;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Filing;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;

/**
 * 影響を受けた事業. The operator's own sectors and designated businesses that a filing touches, on the day
 * of awareness. A line named as a sector touches the businesses that overlap with it, and the other way
 * round: an operator files once for every duty that applies. With no line named, all lines of the
 * operator are taken, since at that hour nobody knows yet.
 *
 * @param unclaimed what was named but is unknown or not this operator's on that day, and where no line is named, what
 *     of its own is retired; it goes to triage
 */
public record Affected(List<Sector> sectors, List<Held> businesses, List<String> unclaimed) {

    /** A business and the designation by which the operator holds it. */
    public record Held(Business business, Designation designation) {}

    public Affected {
        sectors = List.copyOf(sectors);
        businesses = List.copyOf(businesses);
        unclaimed = List.copyOf(unclaimed);
    }

    /** Whether a sector of this code is touched, itself or by one of its sub-sectors. */
    public boolean touches(SectorCode code) {
        return sectors.stream().anyMatch(sector -> code.equals(sector.code()) || code.equals(sector.parent()));
    }

    /** The top-level sectors that are touched, also by a sub-sector. */
    Set<SectorCode> topSectors() {
        var all = new LinkedHashSet<SectorCode>();
        sectors.forEach(sector -> all.add(sector.parent() == null ? sector.code() : sector.parent()));
        return all;
    }

    static Affected by(Filing filing, OperatorEntry operator, Scope scope) {
        LocalDate day = filing.awarenessDay();
        List<Sector> ownSectors = sectorsOf(operator, scope, day);
        List<Held> ownBusinesses = businessesOf(operator, scope, day);
        if (filing.serviceLines().isEmpty()) {
            return new Affected(ownSectors, ownBusinesses, lapsed(operator, scope, day));
        }
        Set<Sector> sectors = new LinkedHashSet<>();
        Set<Held> businesses = new LinkedHashSet<>();
        List<String> unclaimed = new ArrayList<>();
        for (String line : filing.serviceLines()) {
            List<Sector> namedSectors = ownSectors.stream()
                    .filter(own ->
                            isSameOrWithin(own.code().value(), parent(own), line) || names(scope, line, day, own))
                    .toList();
            List<Held> namedBusinesses = ownBusinesses.stream()
                    .filter(own -> isSameOrWithin(own.business().code().value(), parent(own.business()), line)
                            || (own.business().parent() == null && isSubBusiness(scope, line, own.business(), day)))
                    .toList();
            if (namedSectors.isEmpty() && namedBusinesses.isEmpty()) {
                unclaimed.add(line);
            }
            sectors.addAll(namedSectors);
            businesses.addAll(namedBusinesses);
            for (Held held : namedBusinesses) {
                ownSectors.stream()
                        .filter(own -> overlap(held.business(), own, scope, day))
                        .forEach(sectors::add);
            }
            for (Sector sector : namedSectors) {
                ownBusinesses.stream()
                        .filter(held -> overlap(held.business(), sector, scope, day))
                        .forEach(businesses::add);
            }
        }
        return new Affected(List.copyOf(sectors), List.copyOf(businesses), unclaimed);
    }

    private static List<Sector> sectorsOf(OperatorEntry operator, Scope scope, LocalDate day) {
        var sectors = new LinkedHashSet<Sector>();
        for (Membership membership : operator.memberships()) {
            if (membership.isInForceOn(day)) {
                scope.sector(membership.narrowest(), day).ifPresent(sectors::add);
            }
        }
        return List.copyOf(sectors);
    }

    private static List<Held> businessesOf(OperatorEntry operator, Scope scope, LocalDate day) {
        var businesses = new LinkedHashSet<Held>();
        for (Designation designation : operator.designations()) {
            if (designation.isInForceOn(day)) {
                scope.business(designation.narrowest(), day)
                        .ifPresent(business -> businesses.add(new Held(business, designation)));
            }
        }
        return List.copyOf(businesses);
    }

    /**
     * What the register still says of the operator though the sector or business is retired, its membership not yet
     * recorded anew: for it nobody is in charge, so it goes to triage.
     */
    private static List<String> lapsed(OperatorEntry operator, Scope scope, LocalDate day) {
        List<String> lapsed = new ArrayList<>();
        for (Membership membership : operator.memberships()) {
            if (membership.isInForceOn(day) && scope.isRetired(membership.narrowest(), day)) {
                lapsed.add(membership.narrowest().value());
            }
        }
        for (Designation designation : operator.designations()) {
            if (designation.isInForceOn(day) && scope.isRetired(designation.narrowest(), day)) {
                lapsed.add(designation.narrowest().value());
            }
        }
        return lapsed;
    }

    private static String parent(Sector sector) {
        return sector.parent() == null ? "" : sector.parent().value();
    }

    private static String parent(Business business) {
        return business.parent() == null ? "" : business.parent().value();
    }

    private static boolean isSameOrWithin(String code, String parent, String line) {
        return code.equals(line) || parent.equals(line);
    }

    /** Whether {@code line} is a sub-sector of the whole sector that the operator is a member of. */
    private static boolean names(Scope scope, String line, LocalDate day, Sector own) {
        return own.parent() == null
                && !line.startsWith("KI_")
                && isCode(line)
                && scope.sector(new SectorCode(line), day)
                        .map(Sector::parent)
                        .filter(own.code()::equals)
                        .isPresent();
    }

    private static boolean isSubBusiness(Scope scope, String line, Business own, LocalDate day) {
        return line.startsWith("KI_")
                && isCode(line)
                && scope.business(new BusinessCode(line), day)
                        .map(Business::parent)
                        .filter(own.code()::equals)
                        .isPresent();
    }

    private static boolean isCode(String line) {
        return line.matches("[A-Z][A-Z0-9_]{1,39}");
    }

    private static boolean overlap(Business business, Sector sector, Scope scope, LocalDate day) {
        return business.sectors().stream()
                .anyMatch(code -> code.equals(sector.code())
                        || code.equals(sector.parent())
                        || scope.sector(code, day)
                                .map(Sector::parent)
                                .filter(sector.code()::equals)
                                .isPresent());
    }
}
