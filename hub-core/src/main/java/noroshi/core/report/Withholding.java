package noroshi.core.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import noroshi.core.report.Mark.Flag;
import org.jspecify.annotations.Nullable;

/**
 * 秘匿. What one version of a report keeps back above its label; the one rule for every way out.
 *
 * <p>The operator, and those to whom the report was delivered, read all of it in the hub. Whom the label alone lets read is
 * told no item that is flagged. What is personal data lies on no topic either; the contact is personal data without
 * being marked. The numbers of assets and the marks themselves pass to nobody beside either.
 *
 * <p>A mark binds the version that bears it and every version before it: what is marked later is pulled back from where it
 * stood, and a mark that a correction takes away is gone from that version on.
 *
 * @param marks those of the version and of all after it
 */
public record Withholding(Set<Mark> marks) {

    /** By no mark at all. */
    public static final Withholding NONE = new Withholding(Set.of());

    private static final String CONTACT = "contact";
    private static final Set<String> FOR_ADDRESSEES = Set.of("assets", "marks");

    /** As changes were recorded before the items of the specific part were told apart. */
    private static final String ALL_DETAILS = "details";

    private static final Comparator<Mark> IN_ORDER =
            Comparator.comparing(Mark::item).thenComparing(Mark::flag);

    public Withholding {
        marks = Set.copyOf(marks);
    }

    /** What holds for the version before: this, and its own marks. It is null where it is erased. */
    public Withholding and(@Nullable Content version) {
        if (version == null || marks.containsAll(version.marks())) {
            return this;
        }
        var all = new HashSet<>(marks);
        all.addAll(version.marks());
        return new Withholding(all);
    }

    /** What those are told whom the label alone lets read: no personal data, no privileged word, no list of targets. */
    public Content passedOn(Content content) {
        return new Content(
                content.title(),
                content.summary(),
                content.indicators(),
                details(content, this::isPassedOn),
                Map.of(),
                List.of(),
                List.of());
    }

    /** What lies on the topics of those to whom it is delivered, with all that is marked there. */
    public Content onTopics(Content content) {
        return new Content(
                content.title(),
                content.summary(),
                content.indicators(),
                details(content, this::isOnTopics),
                Map.of(),
                content.assets(),
                marks.stream().sorted(IN_ORDER).toList());
    }

    /** Whether those are told that item whom the label alone lets read. */
    public boolean isPassedOn(String item) {
        boolean all = item.equals(ALL_DETAILS);
        return !FOR_ADDRESSEES.contains(item) && flags(item).isEmpty() && !(all && !marks.isEmpty());
    }

    private boolean isOnTopics(String item) {
        return !flags(item).contains(Flag.PERSONAL_DATA);
    }

    private Set<Flag> flags(String item) {
        var flags = new HashSet<Flag>();
        if (item.equals(CONTACT)) {
            flags.add(Flag.PERSONAL_DATA);
        }
        marks.stream().filter(mark -> mark.item().equals(item)).map(Mark::flag).forEach(flags::add);
        return flags;
    }

    private static Map<String, Object> details(Content content, Predicate<String> isTold) {
        var told = new HashMap<>(content.details());
        told.keySet().removeIf(name -> !isTold.test(Mark.DETAILS + name));
        return told;
    }
}
