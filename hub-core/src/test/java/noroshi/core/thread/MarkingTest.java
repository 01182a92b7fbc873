package noroshi.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import noroshi.core.Reason;
import noroshi.core.report.Changes.Change;
import noroshi.core.report.Content;
import noroshi.core.report.Mark;
import noroshi.core.report.Mark.Flag;
import noroshi.core.report.Stage;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator marks items of its own reports; a follow-up only ever adds, and a correction states all that there are. */
class MarkingTest {

    private static final Mark ADVICE = new Mark("details.advice", Flag.LEGAL_PRIVILEGE);
    private static final Mark VICTIM = new Mark("details.victim", Flag.PERSONAL_DATA);
    private static final Map<String, Object> DETAILS = Map.of("advice", "助言", "victim", "氏名");

    private final ThreadStory story =
            ThreadStory.opened(Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT"));

    @BeforeEach
    void stateSomeItems() {
        story.when(story.correction("details", Filings.detailed(DETAILS, null)));
    }

    private Content content() {
        return Objects.requireNonNull(story.dossier().content());
    }

    @Test
    void aFollowUpAddsMarksAndTakesNoneAway() {
        story.when(story.followUp("one", Stage.FOLLOW_UP, Filings.detailed(null, List.of(ADVICE))));
        story.when(story.followUp("two", Stage.FOLLOW_UP, Filings.detailed(null, List.of(VICTIM))));
        assertThat(content().marks()).containsExactlyInAnyOrder(ADVICE, VICTIM);

        story.when(story.followUp("none", Stage.FOLLOW_UP, Filings.detailed(null, List.of())));
        story.when(story.followUp("silent", Stage.FOLLOW_UP));
        assertThat(content().marks()).containsExactlyInAnyOrder(ADVICE, VICTIM);
    }

    @Test
    void aThreadBearsSoManyMarksAndNoMore() {
        var names = IntStream.rangeClosed(1, 401).mapToObj("item%d"::formatted).toList();
        Map<String, Object> details = names.stream().collect(Collectors.toMap(name -> name, _ -> "秘"));
        List<Mark> marks = names.stream()
                .map(name -> new Mark("details." + name, Flag.LEGAL_PRIVILEGE))
                .toList();
        story.when(story.followUp("most", Stage.FOLLOW_UP, Filings.detailed(details, marks.subList(0, 400))));

        story.refuses(
                story.followUp("more", Stage.FOLLOW_UP, Filings.detailed(null, marks.subList(400, 401))),
                Reason.ITEM_NOT_MARKABLE);
        story.when(story.followUp("none", Stage.FOLLOW_UP));
        assertThat(content().marks()).hasSize(400);
    }

    @Test
    void aCorrectionStatesAllMarksThatThereAre() {
        story.when(story.correction("both", Filings.detailed(null, List.of(ADVICE, VICTIM))));
        story.when(story.correction("silent", Filings.callingTheHotline()));
        assertThat(content().marks()).containsExactly(ADVICE, VICTIM);

        story.when(story.correction("one", Filings.detailed(null, List.of(VICTIM))));
        assertThat(content().marks()).containsExactly(VICTIM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "summary", "indicators", "contact", "assets", "details", "details.", "advice"})
    void whatIsSearchedAndGoesByTheLabelCantBeMarked(String item) {
        var mark = List.of(new Mark(item, Flag.LEGAL_PRIVILEGE));

        story.refuses(story.correction("x", Filings.detailed(null, mark)), Reason.ITEM_NOT_MARKABLE);
        story.refuses(story.followUp("x", Stage.FOLLOW_UP, Filings.detailed(null, mark)), Reason.ITEM_NOT_MARKABLE);
    }

    @Test
    void onlyWhatIsStatedNowOrByTheVersionBeforeCanBeMarked() {
        var mistyped = List.of(new Mark("details.advise", Flag.LEGAL_PRIVILEGE));
        story.refuses(story.correction("x", Filings.detailed(null, mistyped)), Reason.ITEM_NOT_MARKABLE);

        story.when(story.correction("gone", Filings.detailed(Map.of("response", "遮断"), List.of(ADVICE))));
        assertThat(content().marks()).containsExactly(ADVICE);
        story.when(story.correction("kept", Filings.detailed(null, List.of(ADVICE))));
        story.refuses(
                story.correction("late", Filings.detailed(null, List.of(ADVICE, VICTIM))), Reason.ITEM_NOT_MARKABLE);
    }

    @Test
    void aCorrectionTellsItsChangesItemByItem() {
        story.when(story.correction(
                "changed", Filings.detailed(Map.of("advice", "別の助言", "response", "遮断"), List.of(ADVICE))));

        assertThat(story.last())
                .filteredOn(CorrectionSubmitted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        CorrectionSubmitted.class,
                        event -> assertThat(
                                        Objects.requireNonNull(event.changes()).items())
                                .extracting(Change::item, Change::before)
                                .containsExactly(
                                        tuple("details.advice", "助言"),
                                        tuple("details.response", ""),
                                        tuple("details.victim", "氏名"),
                                        tuple("marks", "[]")));
    }
}
