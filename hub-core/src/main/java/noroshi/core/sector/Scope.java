package noroshi.core.sector;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;

/**
 * 防護範囲. Every sector, business and authority, each as it stood in each period (days in Asia/Tokyo);
 * no two rows of one code are in force on the same day.
 *
 * @param sectors the rows of sectors and sub-sectors, in the order of the Action Plan
 * @param businesses the rows of businesses and sub-businesses, in the order of the Act
 * @param authorities the rows of authorities
 * @param offices the rows of their regional offices; an office may serve several ministries
 */
public record Scope(
        List<Sector> sectors, List<Business> businesses, List<Authority> authorities, List<Office> offices) {

    /** @throws IllegalArgumentException if two rows of one code are in force on the same day */
    public Scope {
        sectors = List.copyOf(sectors);
        businesses = List.copyOf(businesses);
        authorities = List.copyOf(authorities);
        offices = List.copyOf(offices);
        requireApart(sectors, Sector::code, Sector::inForce);
        requireApart(businesses, Business::code, Business::inForce);
        requireApart(authorities, Authority::code, Authority::inForce);
    }

    /** The scope as this release ships it. */
    public static Scope shipped() {
        return Shipped.SCOPE;
    }

    /** The sector or sub-sector as it stands on a day, or empty if it is unknown or not in force. */
    public Optional<Sector> sector(SectorCode code, LocalDate on) {
        return sectors.stream()
                .filter(row -> row.code().equals(code) && row.inForce().contains(on))
                .findFirst();
    }

    /** The business or sub-business as it stands on a day, or empty if it is unknown or not in force. */
    public Optional<Business> business(BusinessCode code, LocalDate on) {
        return businesses.stream()
                .filter(row -> row.code().equals(code) && row.inForce().contains(on))
                .findFirst();
    }

    /** Whether a sector, sub-sector, business or sub-business of this code has a row, of whatever day. */
    public boolean knows(String code) {
        return sectors.stream().anyMatch(row -> row.code().value().equals(code))
                || businesses.stream().anyMatch(row -> row.code().value().equals(code));
    }

    /** Whether an authority of this code has a row, of whatever day. */
    public boolean knows(AuthorityCode code) {
        return authorities.stream().anyMatch(row -> row.code().equals(code));
    }

    /**
     * The first day of a sector or sub-sector, over all its rows.
     *
     * @throws IllegalArgumentException if the code is unknown
     */
    public LocalDate firstDay(SectorCode code) {
        return sectors.stream()
                .filter(row -> row.code().equals(code))
                .map(row -> row.inForce().from())
                .min(LocalDate::compareTo)
                .orElseThrow(() -> new IllegalArgumentException("sector: %s (expected: a known code)".formatted(code)));
    }

    /** The sectors and sub-sectors in force on a day. */
    public List<Sector> sectorsOn(LocalDate day) {
        return sectors.stream().filter(row -> row.inForce().contains(day)).toList();
    }

    /** 所管省庁. Who is competent on a day for a sector or for a part of it. */
    public Set<AuthorityCode> competentFor(SectorCode sector, LocalDate day) {
        return sectorsOn(day).stream()
                .filter(row -> row.code().equals(sector) || sector.equals(row.parent()))
                .map(Sector::ministry)
                .collect(toUnmodifiableSet());
    }

    /** The businesses and sub-businesses in force on a day. */
    public List<Business> businessesOn(LocalDate day) {
        return businesses.stream().filter(row -> row.inForce().contains(day)).toList();
    }

    /** The authorities in force on a day, each by its name of that day. */
    public List<Authority> authoritiesOn(LocalDate day) {
        return authorities.stream().filter(row -> row.inForce().contains(day)).toList();
    }

    /** The regional offices in force on a day. */
    public List<Office> officesOn(LocalDate day) {
        return offices.stream().filter(row -> row.inForce().contains(day)).toList();
    }

    /** The offices in force on a day that a ministry has for a sector and a prefecture. */
    public List<AuthorityCode> officesOf(AuthorityCode ministry, SectorCode sector, String prefecture, LocalDate day) {
        return offices.stream()
                .filter(row -> row.inForce().contains(day)
                        && row.ministry().equals(ministry)
                        && row.sectors().contains(sector)
                        && row.prefectures().contains(prefecture))
                .map(Office::code)
                .toList();
    }

    /**
     * This scope with a new or revised row. A row of the same code and first day is replaced; otherwise each
     * row of the code ends, at the latest, on the day before the next one begins, the new one included.
     */
    public Scope with(Sector row) {
        var byCode = sectors.stream().collect(groupingBy(Sector::code, LinkedHashMap::new, toList()));
        byCode.merge(row.code(), List.of(row), (rows, _) -> inTurn(rows, row, Sector::inForce, Sector::during));
        return new Scope(byCode.values().stream().flatMap(List::stream).toList(), businesses, authorities, offices);
    }

    /** The same with a row of a business or sub-business. */
    public Scope with(Business row) {
        var byCode = businesses.stream().collect(groupingBy(Business::code, LinkedHashMap::new, toList()));
        byCode.merge(row.code(), List.of(row), (rows, _) -> inTurn(rows, row, Business::inForce, Business::during));
        return new Scope(sectors, byCode.values().stream().flatMap(List::stream).toList(), authorities, offices);
    }

    /** The last day of a sector or sub-sector, over all its rows; empty while it has no end, or if it is unknown. */
    public Optional<LocalDate> lastDay(SectorCode code) {
        return lastDay(sectors.stream().filter(row -> row.code().equals(code)).map(Sector::inForce));
    }

    /** The last day of a business or sub-business, over all its rows; empty while it has no end, or if it is unknown. */
    public Optional<LocalDate> lastDay(BusinessCode code) {
        return lastDay(
                businesses.stream().filter(row -> row.code().equals(code)).map(Business::inForce));
    }

    private static Optional<LocalDate> lastDay(Stream<Period> periods) {
        return periods.max(Comparator.comparing(Period::from)).map(Period::to);
    }

    /** Whether a sector or sub-sector was in force before a day, and is not on it. */
    public boolean isRetired(SectorCode code, LocalDate on) {
        return sector(code, on).isEmpty()
                && sectors.stream()
                        .anyMatch(row ->
                                row.code().equals(code) && row.inForce().from().isBefore(on));
    }

    /** Whether a business or sub-business was in force before a day, and is not on it. */
    public boolean isRetired(BusinessCode code, LocalDate on) {
        return business(code, on).isEmpty()
                && businesses.stream()
                        .anyMatch(row ->
                                row.code().equals(code) && row.inForce().from().isBefore(on));
    }

    private static <T> List<T> inTurn(
            List<T> rows, T row, Function<T, Period> inForce, BiFunction<T, Period, T> during) {
        var byFirstDay = new TreeMap<LocalDate, T>();
        rows.forEach(known -> byFirstDay.put(inForce.apply(known).from(), known));
        byFirstDay.put(inForce.apply(row).from(), row);
        var inTurn = new ArrayList<T>();
        byFirstDay.forEach((from, known) -> {
            var next = byFirstDay.higherKey(from);
            inTurn.add(
                    next != null && inForce.apply(known).contains(next)
                            ? during.apply(known, new Period(from, next.minusDays(1)))
                            : known);
        });
        return inTurn;
    }

    private static <T> void requireApart(Collection<T> rows, Function<T, ?> code, Function<T, Period> inForce) {
        rows.stream().collect(groupingBy(code, LinkedHashMap::new, toList())).forEach((key, ofOneCode) -> {
            for (var row : ofOneCode) {
                var first = inForce.apply(row).from();
                var onThatDay = ofOneCode.stream()
                        .filter(other -> inForce.apply(other).contains(first))
                        .count();
                if (onThatDay > 1) {
                    throw new IllegalArgumentException(
                            "%s: two rows on %s (expected: one at most)".formatted(key, first));
                }
            }
        });
    }

    /** Read once, when first asked for. */
    private static final class Shipped {
        private static final Scope SCOPE = new Scope(
                ReferenceData.sectors(),
                ReferenceData.businesses(),
                ReferenceData.authorities(),
                ReferenceData.offices());
    }
}
