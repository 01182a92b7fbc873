package noroshi.gateway.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.gateway.wire.Partition;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import noroshi.ledger.RecordedEvent;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which submissions stand refused the view {@code gateway.submission} says; how and where they lay, the ledger. */
final class JdbcKnownRefusals implements KnownRefusals {

    private static final int PAGE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Projector submissions;

    /** @param submissions the one that keeps the view */
    JdbcKnownRefusals(JdbcClient jdbc, Ledger ledger, Projector submissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.submissions = submissions;
    }

    @Override
    public long head() throws InterruptedException {
        long head = ledger.head();
        if (!submissions.await(head, PATIENCE)) {
            throw new QueryTimeoutException("gateway.submission is not at position %d yet".formatted(head));
        }
        return head;
    }

    @Override
    public List<Refusal> between(long after, long last, boolean opening) {
        List<Long> positions = jdbc.sql("""
                        select position from gateway.submission
                        where state = 'REFUSED' and position > ? and position <= ?
                          and (kind is null or (kind = 'REPORT') = ?)
                        order by position limit ?
                        """)
                .params(after, last, opening, PAGE)
                .query((row, _) -> row.getLong(1))
                .list();
        return positions.stream()
                .map(position -> refusal(ledger.read(position - 1, 1).getFirst()))
                .toList();
    }

    private static Refusal refusal(RecordedEvent event) {
        var refused = (SubmissionRefused) event.payload();
        return new Refusal(
                event.position(),
                refused.report(),
                refused.kind(),
                refused.faults(),
                refused.receivedAt(),
                place(event.metadata()));
    }

    private static Optional<Place> place(Map<String, String> metadata) {
        String topic = metadata.get("topic");
        String partition = metadata.get("partition");
        String offset = metadata.get("offset");
        return topic == null || partition == null || offset == null
                ? Optional.empty()
                : Optional.of(new Place(new Partition(topic, Integer.parseInt(partition)), Long.parseLong(offset)));
    }
}
