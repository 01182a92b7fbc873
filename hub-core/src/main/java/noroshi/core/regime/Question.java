package noroshi.core.regime;

import java.time.Instant;
import java.time.LocalDate;
import noroshi.core.mode.Modes;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Filing;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;

/**
 * 判定の前提. All that a regime may look at: the filing, the operator as the register has it, the scope of
 * protection. The law of the day of awareness applies.
 *
 * @param largeScaleSince since when the mode is large-scale for what is affected, or null where it is normal
 */
public record Question(
        Filing filing,
        OperatorEntry operator,
        Scope scope,
        Affected affected,
        @Nullable Instant largeScaleSince) {

    /** The question that {@code filing} raises in normal times. */
    public static Question of(Filing filing, OperatorEntry operator, Scope scope) {
        return of(filing, operator, scope, Modes.NORMAL);
    }

    /** The question that {@code filing} raises. */
    public static Question of(Filing filing, OperatorEntry operator, Scope scope, Modes modes) {
        Affected affected = Affected.by(filing, operator, scope);
        return new Question(
                filing,
                operator,
                scope,
                affected,
                modes.largeScaleSince(affected.topSectors()).orElse(null));
    }

    /** 発生地. The prefecture (JIS X 0401) of the damage; where none is named, of the operator's seat. */
    public String place() {
        String named = filing.prefecture();
        return named == null ? operator.prefecture() : named;
    }

    /** 認知日, in Asia/Tokyo. */
    public LocalDate day() {
        return filing.awarenessDay();
    }
}
