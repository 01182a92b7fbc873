package noroshi.core.sharing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Period;
import noroshi.core.sector.SectorCode;

/**
 * 少数秘匿 (domain.md §3.3). Whether what is told of a thread leaves at least three operators who could be meant: of the
 * register as it stands, by their memberships on the day of awareness. A CEPTOAR, which reports for others, is nobody who
 * could be meant.
 */
public final class Suppression {

    /** So many operators have to be possible. */
    private static final int FEWEST = 3;

    private final List<OperatorEntry> register;
    private final Map<SectorCode, List<Period>> days;

    /** @param register every operator's entry */
    public Suppression(Collection<OperatorEntry> register) {
        this.register =
                register.stream().filter(entry -> !entry.reportsForOthers()).toList();
        this.days = days(this.register);
    }

    /**
     * The sectors among a thread's lines by which it may be told: all of them where they together leave enough who could
     * be meant; else the first one that does by itself. Neither a sub-sector nor a business is one.
     */
    public List<SectorCode> sectors(List<String> lines, LocalDate day) {
        List<SectorCode> possible = lines.stream()
                .map(SectorCode::new)
                .filter(sector -> isPossible(sector, day))
                .toList();
        return possible.size() < 2 || isPossible(possible, day, _ -> true) ? possible : possible.subList(0, 1);
    }

    /** Whether enough operators were in all of these sectors on that day, and are as {@code further} asks. */
    public boolean isPossible(List<SectorCode> sectors, LocalDate day, Predicate<OperatorEntry> further) {
        return register.stream()
                        .filter(entry -> sectors.stream().allMatch(sector -> isIn(entry, sector, day)))
                        .filter(further)
                        .limit(FEWEST)
                        .count()
                >= FEWEST;
    }

    private boolean isPossible(SectorCode sector, LocalDate day) {
        return days.getOrDefault(sector, List.of()).stream().anyMatch(period -> period.contains(day));
    }

    /** The days on which each sector leaves enough by itself; a sector that never does is not there. */
    public Map<SectorCode, List<Period>> days() {
        return days;
    }

    private static boolean isIn(OperatorEntry entry, SectorCode sector, LocalDate day) {
        return entry.memberships().stream()
                .anyMatch(membership -> membership.sector().equals(sector) && membership.isInForceOn(day));
    }

    private static Map<SectorCode, List<Period>> days(List<OperatorEntry> register) {
        var moves = new HashMap<SectorCode, SortedMap<LocalDate, Integer>>();
        for (OperatorEntry entry : register) {
            for (SectorCode sector : sectorsOf(entry)) {
                boolean wasIn = false;
                for (LocalDate day : turns(entry)) {
                    boolean isIn = isIn(entry, sector, day);
                    if (isIn != wasIn) {
                        moves.computeIfAbsent(sector, _ -> new TreeMap<>()).merge(day, isIn ? 1 : -1, Integer::sum);
                        wasIn = isIn;
                    }
                }
            }
        }
        var days = new HashMap<SectorCode, List<Period>>();
        moves.forEach((sector, of) -> {
            List<Period> enough = enough(of);
            if (!enough.isEmpty()) {
                days.put(sector, enough);
            }
        });
        return Map.copyOf(days);
    }

    private static Set<SectorCode> sectorsOf(OperatorEntry entry) {
        var sectors = new LinkedHashSet<SectorCode>();
        entry.memberships().forEach(membership -> sectors.add(membership.sector()));
        return sectors;
    }

    /** The days on which an operator's memberships begin, or have ended. */
    private static NavigableSet<LocalDate> turns(OperatorEntry entry) {
        var turns = new TreeSet<LocalDate>();
        for (Membership membership : entry.memberships()) {
            LocalDate from = membership.from();
            LocalDate to = membership.to();
            turns.add(from == null ? LocalDate.MIN : from);
            if (to != null && to.isBefore(LocalDate.MAX)) {
                turns.add(to.plusDays(1));
            }
        }
        return turns;
    }

    /** @param moves by how many a sector's members became more or fewer, by the day */
    private static List<Period> enough(SortedMap<LocalDate, Integer> moves) {
        var enough = new ArrayList<Period>();
        LocalDate since = null;
        int members = 0;
        for (Map.Entry<LocalDate, Integer> move : moves.entrySet()) {
            members += move.getValue();
            if (since == null && members >= FEWEST) {
                since = move.getKey();
            } else if (since != null && members < FEWEST) {
                enough.add(new Period(since, move.getKey().minusDays(1)));
                since = null;
            }
        }
        if (since != null) {
            enough.add(new Period(since, null));
        }
        return List.copyOf(enough);
    }
}
