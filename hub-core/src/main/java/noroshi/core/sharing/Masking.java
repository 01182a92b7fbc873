package noroshi.core.sharing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import noroshi.core.deadline.Tokyo;
import noroshi.core.sector.Period;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer.Role;

/**
 * 秘匿 (domain.md §3.3, §7.4). What a thread still tells one viewer of where and when it happened, to whom it is
 * {@link Extent#MASKED}: no business and no sub-sector; a sector where it leaves enough who could be meant; a time by its
 * day. A CEPTOAR knows of it by its own sector: it is told that one, and no other. Who may read the content is told all.
 *
 * @param register the operators who could be meant; asked only where something is masked
 */
public record Masking(Viewer viewer, Supplier<Suppression> register) {

    /**
     * Those of a thread's lines that the viewer is told.
     *
     * @param lines its sectors and businesses, by code
     * @param day the day of awareness
     */
    public List<String> lines(Extent extent, List<String> lines, LocalDate day) {
        if (extent.showsContent()) {
            return lines;
        }
        if (viewer.role() == Role.CEPTOAR) {
            return lines.stream().filter(viewer.organisation()::equals).toList();
        }
        return register.get().sectors(lines, day).stream()
                .map(SectorCode::value)
                .toList();
    }

    /** Whether the viewer finds the thread under one of its lines: masked, under the first that it is told, and no other. */
    public boolean isUnder(String line, Extent extent, List<String> lines, LocalDate day) {
        List<String> told = lines(extent, lines, day);
        return extent.showsContent()
                ? told.contains(line)
                : told.stream().limit(1).anyMatch(line::equals);
    }

    /** The same said of all masked threads: on which days of awareness the viewer is told which line. */
    public Map<String, List<Period>> days() {
        return viewer.role() == Role.CEPTOAR
                ? Map.of(viewer.organisation(), List.of(new Period(LocalDate.MIN, null)))
                : register.get().days().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().value(), Map.Entry::getValue));
    }

    /** 発生日時. Masked, the beginning of its day. */
    public Instant occurredAt(Extent extent, Instant at) {
        return extent.showsContent() ? at : Tokyo.startOf(Tokyo.dayOf(at));
    }
}
