package noroshi.api.view.thread;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** 受領証. What proves that a thread's submissions were recorded, when, and in what form. */
public record Receipt(UUID threadId, List<Item> submissions) {

    public Receipt {
        submissions = List.copyOf(submissions);
    }

    /**
     * One submission.
     *
     * @param kind the event's name, such as {@code REPORT_SUBMITTED}
     * @param bodyHash SHA-256 (hex) of what was filed
     * @param leafHash SHA-256 (hex) of the event as recorded
     * @param previousChain the chain's value (hex) before it
     * @param chain the chain's value (hex) with it
     */
    public record Item(
            UUID reportId,
            String receiptNumber,
            String kind,
            long position,
            OffsetDateTime recordedAt,
            String bodyHash,
            String leafHash,
            String previousChain,
            String chain) {}
}
