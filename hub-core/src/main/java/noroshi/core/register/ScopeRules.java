package noroshi.core.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;

/** 防護範囲の要件. What rows must fulfil to stand in the scope, each by itself and together. */
public final class ScopeRules {

    private ScopeRules() {}

    /** Every fault of one row; none if it may stand, or stands already. */
    public static List<Fault> faults(Sector row, Scope scope) {
        if (scope.with(row).equals(scope)) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(SectorRules.faults(row, scope));
        addIfOutlived(faults, row.code(), scope.with(row), "to");
        return List.copyOf(faults);
    }

    /** The same for a row of a business or sub-business. */
    public static List<Fault> faults(Business row, Scope scope) {
        if (scope.with(row).equals(scope)) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>(BusinessRules.faults(row, scope));
        addIfOutlived(faults, row.code(), scope.with(row), "to");
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
        for (int i = 0; i < sectors.size(); i++) {
            addIfOutlived(faults, sectors.get(i).code(), now, "sectors[%d].to".formatted(i));
        }
        for (int i = 0; i < businesses.size(); i++) {
            addIfOutlived(faults, businesses.get(i).code(), now, "businesses[%d].to".formatted(i));
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

    private static void addIfOutlived(List<Fault> faults, SectorCode code, Scope scope, String item) {
        Optional<LocalDate> last = scope.lastDay(code);
        scope.sectors().stream()
                .filter(row -> Objects.equals(row.parent(), code))
                .map(Sector::code)
                .distinct()
                .filter(child -> outlives(last, scope.lastDay(child)))
                .findFirst()
                .ifPresent(child -> faults.add(outlived(item, last, child.value())));
    }

    private static void addIfOutlived(List<Fault> faults, BusinessCode code, Scope scope, String item) {
        Optional<LocalDate> last = scope.lastDay(code);
        scope.businesses().stream()
                .filter(row -> Objects.equals(row.parent(), code))
                .map(Business::code)
                .distinct()
                .filter(child -> outlives(last, scope.lastDay(child)))
                .findFirst()
                .ifPresent(child -> faults.add(outlived(item, last, child.value())));
    }

    /** Whoever is a member of the part alone would be in a sector that is none. */
    private static boolean outlives(Optional<LocalDate> whole, Optional<LocalDate> part) {
        return whole.isPresent() && (part.isEmpty() || part.get().isAfter(whole.get()));
    }

    private static Fault outlived(String item, Optional<LocalDate> last, String child) {
        return Fault.of(
                Reason.INVALID,
                item,
                last.map(LocalDate::toString).orElse("-"),
                "先に %s を終了させる".formatted(child),
                "%s to end first".formatted(child));
    }
}
