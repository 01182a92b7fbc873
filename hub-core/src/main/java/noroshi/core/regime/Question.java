package noroshi.core.regime;

import java.time.LocalDate;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Filing;
import noroshi.core.sector.Scope;

/**
 * 判定の前提. All that a regime may look at: the filing, the operator as the register has it, the scope of
 * protection. The law of the day of awareness applies.
 */
public record Question(Filing filing, OperatorEntry operator, Scope scope, Affected affected) {

    /** The question that {@code filing} raises. */
    public static Question of(Filing filing, OperatorEntry operator, Scope scope) {
        return new Question(filing, operator, scope, Affected.by(filing, operator, scope));
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
