package noroshi.gateway.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.SectorCode;

/** トピック. The names of all topics; a topic name is a literal nowhere else. */
public final class Topics {

    /** 受付. What the HTTP door took, content sealed. */
    public static final String REPORTS_SUBMITTED = "reports.submitted";

    /** 不受理. What could not be taken, with its reasons. */
    public static final String REPORTS_REFUSED = "reports.refused";

    /** Fixed at creation: a later change would break the order within a key. */
    static final int PARTITIONS = 12;

    /** All that the intake reads; a door that opens later is among it by its name. */
    static final Pattern INTAKE = Pattern.compile("reports\\.submitted|intake\\..+");

    private static final String INTAKE_PREFIX = "intake.";
    private static final String DELIVERIES_PREFIX = "deliveries.";
    private static final String SECTOR_PREFIX = "sector.";
    private static final String BULLETINS_PREFIX = "bulletins.";
    private static final String EXERCISE_PREFIX = "exercise.";

    private Topics() {}

    /** 事業者の受付口. The operator's own door. */
    public static String intake(OperatorSlug operator) {
        return INTAKE_PREFIX + operator;
    }

    /** Whose door a topic is, or empty if it is nobody's. */
    public static Optional<OperatorSlug> doorOf(String topic) {
        return topic.startsWith(INTAKE_PREFIX)
                ? Optional.of(new OperatorSlug(topic.substring(INTAKE_PREFIX.length())))
                : Optional.empty();
    }

    /** 送達. What goes to that authority alone. */
    public static String deliveries(AuthorityCode authority) {
        return DELIVERIES_PREFIX + part(authority.value());
    }

    /** 分野. What happens in a sector, for its competent ministries. */
    public static String sector(SectorCode sector) {
        return SECTOR_PREFIX + part(sector.value());
    }

    /** 情報提供. What is passed down to a sector. */
    public static String bulletins(SectorCode sector) {
        return BULLETINS_PREFIX + part(sector.value());
    }

    /** 訓練. The twin of a topic for drills: nothing real goes there, nothing of a drill anywhere else. */
    public static String exercise(String topic) {
        return EXERCISE_PREFIX + topic;
    }

    /** The topic itself, or its twin for drills. */
    public static String of(String topic, boolean exercise) {
        return exercise ? exercise(topic) : topic;
    }

    /** Whether a topic is the twin of another, for drills. */
    static boolean isOfDrills(String topic) {
        return topic.startsWith(EXERCISE_PREFIX);
    }

    /** The topic that this one is the twin of, or itself. */
    static String real(String topic) {
        return isOfDrills(topic) ? topic.substring(EXERCISE_PREFIX.length()) : topic;
    }

    /** What a topic is for, also that of a drill; FOREIGN if it is none of ours. */
    static Kind kindOf(String topic) {
        String name = real(topic);
        if (name.equals(REPORTS_SUBMITTED)) {
            return Kind.SUBMITTED;
        }
        if (name.equals(REPORTS_REFUSED)) {
            return Kind.REFUSED;
        }
        for (Kind kind : Kind.values()) {
            if (!kind.prefix.isEmpty() && name.startsWith(kind.prefix)) {
                return kind;
            }
        }
        return Kind.FOREIGN;
    }

    /** What a topic is for. */
    enum Kind {
        SUBMITTED(""),
        REFUSED(""),
        INTAKE(INTAKE_PREFIX),
        DELIVERIES(DELIVERIES_PREFIX),
        SECTOR(SECTOR_PREFIX),
        BULLETINS(BULLETINS_PREFIX),
        FOREIGN("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static String part(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
