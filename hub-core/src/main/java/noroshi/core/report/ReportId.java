package noroshi.core.report;

import java.util.UUID;
import noroshi.core.register.OperatorSlug;

/**
 * 報告番号. The id of one submission: a report, a follow-up, a correction or a withdrawal. Derived from
 * the operator and its idempotency key, so the same filing always has the same id.
 */
public record ReportId(UUID value) {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** The id of what {@code operator} files under {@code idempotencyKey}. */
    public static ReportId of(OperatorSlug operator, String idempotencyKey) {
        return new ReportId(NamedUuid.of("report", operator.value(), idempotencyKey));
    }

    /** 受付番号. Ten Crockford digits (50 bits of the id) for people to read out, such as {@code NR-4C7QX-0M2WE}. */
    public String receiptNumber() {
        var number = new StringBuilder("NR-");
        for (int digit = 0; digit < 10; digit++) {
            if (digit == 5) {
                number.append('-');
            }
            number.append(CROCKFORD.charAt((int) (value.getLeastSignificantBits() >>> (5 * (9 - digit))) & 31));
        }
        return number.toString();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
