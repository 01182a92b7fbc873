package noroshi.core.thread;

import static noroshi.core.report.Stage.DETAILED;
import static org.assertj.core.api.Assertions.assertThat;

import noroshi.core.obligation.Obligation;
import noroshi.core.regime.Basis;
import noroshi.core.report.Answer;
import org.junit.jupiter.api.Test;

/** What follows where a report names the computers that are struck, as their operator has notified them. */
class NamedAssetsTest {

    private static final String ACT = "CYBER_RESPONSE_ACT";
    private static final String NUMBER = "DCS-01";
    private static final Filings POWER = Filings.of("chubu-power", "2026-11-10T06:30:00+09:00", "KI_ELECTRICITY")
            .naming(NUMBER);

    @Test
    void aNotifiedComputerThatIsNamedIsEstablishedToBeStruck() {
        var story = ThreadStory.of(POWER).notifies(NUMBER, "2026-11-02");

        story.when(story.opening());

        assertThat(basis(story)).isEqualTo(Basis.STATED);
    }

    @Test
    void aNumberNobodyNotifiedStopsNothingAndTheDutyIsPresumed() {
        var story = ThreadStory.of(POWER.naming("DCS-02", "北 3号機")).notifies(NUMBER, "2026-11-02");

        story.when(story.opening()).then("ReportSubmitted", "RoutingDecided");

        assertThat(basis(story)).isEqualTo(Basis.PRESUMED);
    }

    @Test
    void whatWasNotYetUsedThenEstablishesNothing() {
        var story = ThreadStory.of(POWER).notifies(NUMBER, "2026-11-11");

        story.when(story.opening());

        assertThat(basis(story)).isEqualTo(Basis.PRESUMED);
    }

    @Test
    void aNotificationAfterTheReportEstablishesItWhenTheThreadIsRoutedAgain() {
        var story = ThreadStory.opened(POWER).notifies(NUMBER, "2026-11-02");

        story.when(story.reroute()).then("RoutingDecided");

        assertThat(basis(story)).isEqualTo(Basis.STATED);
        story.when(story.reroute()).thenNothing();
    }

    @Test
    void whatIsNotifiedOutweighsAnAnswerThatSaysOtherwise() {
        var story = ThreadStory.of(POWER.onCriticalComputer(Answer.NO)).notifies(NUMBER, "2026-11-02");

        story.when(story.opening());

        assertThat(basis(story)).isEqualTo(Basis.STATED);
    }

    @Test
    void aCorrectionThatNamesNoneLeavesTheAnswerAlone() {
        var story = ThreadStory.of(POWER.onCriticalComputer(Answer.NO)).notifies(NUMBER, "2026-11-02");
        story.when(story.opening());

        story.when(story.correction("none", Filings.namingNow()));

        assertThat(story.obligation(ACT, DETAILED, "METI").state()).isEqualTo(Obligation.State.WAIVED);
        assertThat(story.last().getFirst())
                .isInstanceOfSatisfying(
                        ReportThreadEvent.CorrectionSubmitted.class,
                        corrected -> assertThat(corrected.changes())
                                .hasToString("Changes[items=[Change[item=assets, before=[DCS-01], after=[]]]]"));
    }

    private static Basis basis(ThreadStory story) {
        return story.obligation(ACT, DETAILED, "METI").duty().basis();
    }
}
