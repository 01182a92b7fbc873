package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import noroshi.core.Reason;
import noroshi.core.report.Kind;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedFilingsTest {

    private final List<String> topics = new ArrayList<>();
    private final List<@Nullable String> ids = new ArrayList<>();
    private final RefusedFilings refusals = new RefusedFilings((topic, _, _, headers) -> {
        topics.add(topic);
        ids.add(headers.get("ce_id"));
        return CompletableFuture.allOf();
    });

    @Test
    void nothingOfADrillIsPublishedBesideWhatIsReal() {
        publish(refused(false, Reason.INVALID), 1);
        publish(refused(true, Reason.INVALID), 2);

        assertThat(topics).containsExactly("reports.refused", "exercise.reports.refused");
    }

    @Test
    void aRefusalToldTwiceIsOneMessageAndOneForOtherReasonsAnother() {
        publish(refused(false, Reason.INVALID), 1);
        publish(refused(false, Reason.INVALID), 1);
        publish(refused(false, Reason.OPERATOR_UNKNOWN), 1);

        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    private void publish(RefuseSubmission refused, long offset) {
        refusals.publish(refused, Desk.record(offset, "k1", "open")).join();
    }

    private static RefuseSubmission refused(boolean exercise, Reason reason) {
        return new RefuseSubmission(
                Desk.report("k1"),
                Desk.OPERATOR,
                Desk.opened("k1"),
                Kind.REPORT,
                exercise,
                "reports.submitted",
                List.of(Desk.fault(reason)),
                Desk.NOW,
                Desk.NOW);
    }
}
