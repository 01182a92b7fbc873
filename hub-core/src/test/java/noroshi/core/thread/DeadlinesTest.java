package noroshi.core.thread;

import static noroshi.core.report.Stage.DETAILED;
import static noroshi.core.report.Stage.FINAL;
import static noroshi.core.report.Stage.PRELIMINARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import org.junit.jupiter.api.Test;

/** What the clock has the record say: once, at its time, and nothing of what was filed in time. */
class DeadlinesTest {

    private static final String ACT = "CYBER_RESPONSE_ACT";

    /** S3: aware on 2026-11-10, so the detailed report is due on 2026-12-10; a week before is the 4th. */
    private static final Filings TERMINAL = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");

    /** The targets of the first days are told, so that what follows is of the detailed reports alone. */
    private static ThreadStory afterTheFirstDays() {
        var story = ThreadStory.opened(TERMINAL).at("2026-11-20T00:00:00+09:00");
        return story.when(story.tellDeadlines());
    }

    @Test
    void longBeforeItsTimeNothingIsTold() {
        var story = afterTheFirstDays().at("2026-12-03T23:59:59+09:00");

        story.when(story.tellDeadlines()).thenNothing();
    }

    @Test
    void aDeadlineApproachesOnceForEachAuthority() {
        var story = afterTheFirstDays().at("2026-12-04T09:00:00+09:00");

        story.when(story.tellDeadlines());

        assertThat(story.last())
                .hasSize(2)
                .contains(new DeadlineApproaching(
                        story.thread(),
                        new AuthorityCode("MLIT"),
                        List.of(story.obligation(ACT, DETAILED, "MLIT").id()),
                        Filings.at("2026-12-11T00:00:00+09:00"),
                        Filings.at("2026-12-04T00:00:00+09:00")));
        story.when(story.tellDeadlines()).thenNothing();
    }

    @Test
    void aDeadlineIsMissedAtTheEndOfItsLastDayAndToldOnce() {
        var story = afterTheFirstDays().at("2026-12-10T23:59:59+09:00");
        story.when(story.tellDeadlines()).then("DeadlineApproaching", "DeadlineApproaching");

        story.at("2026-12-11T00:00:00+09:00").when(story.tellDeadlines());

        assertThat(story.last())
                .hasSize(2)
                .contains(new DeadlineMissed(
                        story.thread(),
                        new AuthorityCode("MLIT"),
                        List.of(story.obligation(ACT, DETAILED, "MLIT").id()),
                        Filings.at("2026-12-11T00:00:00+09:00")));
        story.at("2027-01-11T00:00:00+09:00").when(story.tellDeadlines()).thenNothing();
    }

    @Test
    void whatFellDueWhileNobodyTellsIsToldLaterUnderItsOwnTime() {
        var story = afterTheFirstDays().at("2026-12-20T12:00:00+09:00");

        story.when(story.tellDeadlines()).then("DeadlineMissed", "DeadlineMissed");

        assertThat(story.last())
                .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(Filings.at("2026-12-11T00:00:00+09:00")));
    }

    @Test
    void aTargetWithoutANumberInLawIsExceededAndNeverMissed() {
        var story = ThreadStory.opened(TERMINAL).at("2026-11-11T00:00:00+09:00");
        story.when(story.correction("earlier", Filings.awareness("2026-11-01T00:00:00+09:00")));

        story.when(story.tellDeadlines());

        assertThat(story.last()).isNotEmpty().allMatch(event -> event instanceof ReportThreadEvent.TargetExceeded);
        assertThat(story.duties())
                .filteredOn(duty -> duty.contains("soft"))
                .isNotEmpty()
                .allMatch(duty -> duty.endsWith("SOFT_EXCEEDED"));
    }

    @Test
    void whatWasFiledInTimeIsNeitherNearNorLateHoweverLongTheReceiptTakes() {
        var story = afterTheFirstDays().at("2026-12-01T00:00:00+09:00");
        story.when(story.followUp("detailed", DETAILED));

        story.at("2026-12-05T00:00:00+09:00").when(story.tellDeadlines()).thenNothing();
        story.at("2027-02-01T00:00:00+09:00").when(story.tellDeadlines()).thenNothing();
    }

    @Test
    void whatWasFiledTooLateIsMissedAllTheSame() {
        var story = afterTheFirstDays().at("2026-12-15T00:00:00+09:00");
        story.when(story.followUp("detailed", DETAILED));

        story.when(story.tellDeadlines()).then("DeadlineMissed", "DeadlineMissed");
    }

    @Test
    void anEarlierAwarenessBringsAnotherDeadlineOfWhichIsToldAnew() {
        var story = afterTheFirstDays().at("2026-12-04T09:00:00+09:00");
        story.when(story.tellDeadlines()).then("DeadlineApproaching", "DeadlineApproaching");

        story.when(story.correction("earlier", Filings.awareness("2026-11-09T06:30:00+09:00")));

        // due on the 9th now
        assertThat(story.when(story.tellDeadlines()).last())
                .filteredOn(event -> event instanceof DeadlineApproaching)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(Filings.at("2026-12-03T00:00:00+09:00")));
    }

    @Test
    void nothingIsToldOfAWithdrawnThreadOrOfNone() {
        var unopened = ThreadStory.of(TERMINAL);
        unopened.when(unopened.tellDeadlines()).thenNothing();

        var story = afterTheFirstDays();
        story.when(story.withdrawal("mistake"))
                .when(story.decision("MLIT", true))
                .when(story.decision("PM_CAO", true));
        assertThat(story.state()).isInstanceOf(ReportThread.Withdrawn.class);
        story.at("2027-01-01T00:00:00+09:00").when(story.tellDeadlines()).thenNothing();
    }

    @Test
    void theThreadKnowsWhenThereIsMoreToTell() {
        var story = afterTheFirstDays();
        assertThat(story.dossier().toBeToldFrom()).isEqualTo(Filings.at("2026-12-04T00:00:00+09:00"));

        story.at("2026-12-04T00:00:00+09:00").when(story.tellDeadlines());
        assertThat(story.dossier().toBeToldFrom()).isEqualTo(Filings.at("2026-12-11T00:00:00+09:00"));

        story.at("2026-12-11T00:00:00+09:00").when(story.tellDeadlines());
        assertThat(story.dossier().toBeToldFrom()).isNull();
    }

    @Test
    void aFinalReportAtOnceLeavesNothingToTell() {
        var story = ThreadStory.opened(TERMINAL.stage(FINAL)).at("2027-02-01T00:00:00+09:00");

        story.when(story.tellDeadlines()).thenNothing();
        assertThat(story.obligation(ACT, PRELIMINARY, "MLIT").state()).isEqualTo(Obligation.State.OPEN);
    }
}
