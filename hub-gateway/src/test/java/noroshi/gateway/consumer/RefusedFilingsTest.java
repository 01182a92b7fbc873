package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import noroshi.core.Reason;
import noroshi.core.report.Kind;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import org.junit.jupiter.api.Test;

class RefusedFilingsTest {

    private final List<String> topics = new ArrayList<>();
    private final RefusedFilings refusals = new RefusedFilings((topic, _, _, _) -> {
        topics.add(topic);
        return CompletableFuture.allOf();
    });

    @Test
    void nothingOfADrillIsPublishedBesideWhatIsReal() {
        refusals.publish(refused(false), Desk.record(1, "k1", "open")).join();
        refusals.publish(refused(true), Desk.record(2, "k2", "open")).join();

        assertThat(topics).containsExactly("reports.refused", "exercise.reports.refused");
    }

    private static RefuseSubmission refused(boolean exercise) {
        return new RefuseSubmission(
                Desk.report("k1"),
                Desk.OPERATOR,
                Desk.opened("k1"),
                Kind.REPORT,
                exercise,
                "reports.submitted",
                List.of(Desk.fault(Reason.INVALID)),
                Desk.NOW,
                Desk.NOW);
    }
}
