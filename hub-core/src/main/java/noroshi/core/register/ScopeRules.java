package noroshi.core.register;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Refused;
import noroshi.core.sector.Business;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;

/** 防護範囲の要件. What rows must fulfil to stand in the scope, each by itself and together. */
public final class ScopeRules {

    private ScopeRules() {}

    /** Every fault of one row; none if it may stand, or stands already. */
    public static List<Fault> faults(Sector row, Scope scope) {
        if (scope.with(row).equals(scope)) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(SectorRules.faults(row, scope));
        ScopeRow.of(row).outlived(ScopeRow.sectors(scope.with(row)), "to").ifPresent(faults::add);
        return List.copyOf(faults);
    }

    /** The same for a row of a business or sub-business. */
    public static List<Fault> faults(Business row, Scope scope) {
        if (scope.with(row).equals(scope)) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(BusinessRules.faults(row, scope));
        ScopeRow.of(row).outlived(ScopeRow.businesses(scope.with(row)), "to").ifPresent(faults::add);
        return List.copyOf(faults);
    }

    /** Every fault of rows that shall stand together, each on those before it; items begin with {@code sectors[0]}. */
    public static List<Fault> faults(List<Sector> sectors, List<Business> businesses, Scope scope) {
        List<Fault> faults = new ArrayList<>();
        Scope now = scope;
        for (int i = 0; i < sectors.size(); i++) {
            Sector row = sectors.get(i);
            if (!now.with(row).equals(now)) {
                addAll(faults, SectorRules.faults(row, now), "sectors[%d].".formatted(i));
                now = now.with(row);
            }
        }
        for (int i = 0; i < businesses.size(); i++) {
            Business row = businesses.get(i);
            if (!now.with(row).equals(now)) {
                addAll(faults, BusinessRules.faults(row, now), "businesses[%d].".formatted(i));
                now = now.with(row);
            }
        }
        List<ScopeRow> allSectors = ScopeRow.sectors(now);
        for (int i = 0; i < sectors.size(); i++) {
            ScopeRow.of(sectors.get(i))
                    .outlived(allSectors, "sectors[%d].to".formatted(i))
                    .ifPresent(faults::add);
        }
        List<ScopeRow> allBusinesses = ScopeRow.businesses(now);
        for (int i = 0; i < businesses.size(); i++) {
            ScopeRow.of(businesses.get(i))
                    .outlived(allBusinesses, "businesses[%d].to".formatted(i))
                    .ifPresent(faults::add);
        }
        return List.copyOf(faults);
    }

    /** @throws Refused with the first fault, if there is one */
    static void require(List<Fault> faults) {
        faults.stream().findFirst().ifPresent(fault -> {
            throw new Refused(fault);
        });
    }

    private static void addAll(List<Fault> faults, List<Fault> more, String path) {
        more.forEach(fault -> faults.add(new Fault(path + fault.item(), fault.code(), fault.ja(), fault.en())));
    }
}
