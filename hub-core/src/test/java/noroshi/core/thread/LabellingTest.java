package noroshi.core.thread;

import static noroshi.core.report.Tlp.AMBER;
import static noroshi.core.report.Tlp.AMBER_STRICT;
import static noroshi.core.report.Tlp.CLEAR;
import static noroshi.core.report.Tlp.GREEN;
import static noroshi.core.report.Tlp.RED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import noroshi.core.Reason;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A label is narrowed by whoever holds the thread, and widened by its originator alone. */
class LabellingTest {

    private static final Filings TERMINAL = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");

    private final ThreadStory story = ThreadStory.opened(TERMINAL);

    @Test
    void aHolderNarrowsTheLabelOfTheWholeThread() {
        story.when(narrowed(RED)).then("TlpNarrowed");

        assertThat(label()).isEqualTo(RED);
        assertThat(story.last().getFirst()).isInstanceOfSatisfying(TlpNarrowed.class, event -> {
            assertThat(event.authority()).isEqualTo(new AuthorityCode("MLIT"));
            assertThat(event.reason()).isEqualTo(new Remark("捜査中"));
        });
    }

    @Test
    void aNarrowingRepeatedChangesNothing() {
        story.when(narrowed(RED)).when(narrowed(RED)).thenNothing();
    }

    @Test
    void noHolderWidensNotEvenWhatItNarrowedItself() {
        story.refuses(narrowed(GREEN), Reason.ONLY_ORIGINATOR_WIDENS);
        story.when(narrowed(RED)).refuses(narrowed(AMBER), Reason.ONLY_ORIGINATOR_WIDENS);
    }

    @Test
    void noFilingUndoesWhatAHolderNarrowed() {
        story.when(narrowed(RED)).when(story.followUp("silent", Stage.FOLLOW_UP));
        assertThat(label()).isEqualTo(RED);

        story.when(story.followUp("same", Stage.FOLLOW_UP, Filings.labelled(AMBER)));
        assertThat(label()).isEqualTo(RED);
        assertThat(story.last())
                .filteredOn(ReportSubmitted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        ReportSubmitted.class,
                        event -> assertThat(event.filing().tlp()).isEqualTo(RED));

        story.when(story.correction("wider", Filings.labelled(CLEAR)));
        assertThat(label()).isEqualTo(RED);
        assertThat(story.last())
                .filteredOn(CorrectionSubmitted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        CorrectionSubmitted.class,
                        event -> assertThat(
                                        Objects.requireNonNull(event.changes()).items())
                                .isEmpty());
    }

    @Test
    void aFilingMovesTheLabelWithinWhatAHolderNarrowed() {
        story.when(narrowed(AMBER_STRICT)).when(story.followUp("red", Stage.FOLLOW_UP, Filings.labelled(RED)));
        assertThat(label()).isEqualTo(RED);

        story.when(story.followUp("back", Stage.FOLLOW_UP, Filings.labelled(GREEN)));
        assertThat(label()).isEqualTo(AMBER_STRICT);
    }

    @Test
    void theOriginatorWidensExpresslyWhatAHolderNarrowed() {
        story.when(narrowed(RED)).when(changed(RED, GREEN)).then("TlpWidened");

        assertThat(label()).isEqualTo(GREEN);
        assertThat(story.last().getFirst())
                .isInstanceOfSatisfying(
                        TlpWidened.class, event -> assertThat(event.from()).isEqualTo(RED));
        story.when(story.followUp("after", Stage.FOLLOW_UP, Filings.labelled(CLEAR)));
        assertThat(label()).isEqualTo(CLEAR);
    }

    @Test
    void aWideningRepeatedChangesNothing() {
        story.when(changed(AMBER, GREEN)).when(changed(AMBER, GREEN)).thenNothing();
    }

    @Test
    void theOriginatorWidensNothingThatItHasNotSeen() {
        story.when(narrowed(RED));

        story.refuses(changed(AMBER, GREEN), Reason.TLP_CHANGED);
        story.refuses(changed(null, GREEN), Reason.TLP_CHANGED);
    }

    @Test
    void theOriginatorNarrowsWithoutSayingFromWhat() {
        story.when(changed(null, RED)).then("TlpNarrowed");

        assertThat(label()).isEqualTo(RED);
        story.when(story.followUp("wider", Stage.FOLLOW_UP, Filings.labelled(GREEN)));
        assertThat(label()).isEqualTo(GREEN);
    }

    @Test
    void anothersThreadIsAsGoodAsNone() {
        story.refuses(
                new ChangeTlp(
                        story.thread(),
                        new OperatorSlug("aoba-bank"),
                        AMBER,
                        GREEN,
                        "公表済",
                        "operator:aoba-bank",
                        story.opening().receivedAt()),
                Reason.THREAD_UNKNOWN);
        ThreadStory.of(TERMINAL).refuses(narrowed(RED), Reason.THREAD_UNKNOWN);
        ThreadStory.of(TERMINAL).refuses(changed(AMBER, GREEN), Reason.THREAD_UNKNOWN);
    }

    @Test
    void whatIsClosedIsNarrowedAndWidened() {
        story.closed().when(narrowed(RED)).then("TlpNarrowed");
        story.when(changed(RED, GREEN)).then("TlpWidened");

        assertThat(story.state()).isInstanceOf(ReportThread.Closed.class);
    }

    @Test
    void whatIsWithdrawnIsNarrowedButNotWidened() {
        story.when(story.withdrawal("withdrawal"))
                .when(story.decision("MLIT", true))
                .when(story.decision("PM_CAO", true));

        story.when(narrowed(AMBER_STRICT)).then("TlpNarrowed");
        story.refuses(changed(AMBER_STRICT, GREEN), Reason.THREAD_WITHDRAWN);
    }

    private Tlp label() {
        return story.dossier().filing().tlp();
    }

    private NarrowTlp narrowed(Tlp tlp) {
        return story.narrowing("MLIT", tlp);
    }

    private ChangeTlp changed(@Nullable Tlp from, Tlp tlp) {
        return story.relabelling(from, tlp);
    }
}
