package noroshi.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import noroshi.core.report.Mark.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a version is kept back, from whom and where. */
class WithholdingTest {

    private static final Mark ADVICE = new Mark("details.advice", Flag.LEGAL_PRIVILEGE);
    private static final Mark VICTIM = new Mark("details.victim", Flag.PERSONAL_DATA);
    private static final Mark VICTIM_TOLD_COUNSEL = new Mark("details.victim", Flag.LEGAL_PRIVILEGE);

    private static Content marked(Mark... marks) {
        return new Content(
                "件名",
                "概要",
                List.of(new Indicator("ipv4-addr", "203.0.113.7")),
                Map.of("advice", "助言", "victim", "氏名", "response", "遮断"),
                Map.of("phone", "06-0000-0000"),
                List.of("EHR-01"),
                List.of(marks));
    }

    private static Withholding of(Content... versionsAndLater) {
        var withheld = Withholding.NONE;
        for (Content version : versionsAndLater) {
            withheld = withheld.and(version);
        }
        return withheld;
    }

    @Test
    void theLabelAlonePassesOnNothingThatIsFlagged() {
        Content told = of(marked(ADVICE, VICTIM)).passedOn(marked(ADVICE, VICTIM));

        assertThat(told)
                .isEqualTo(new Content(
                        "件名",
                        "概要",
                        List.of(new Indicator("ipv4-addr", "203.0.113.7")),
                        Map.of("response", "遮断"),
                        Map.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void personalDataLiesOnNoTopicAndWhatIsPrivilegedDoesWithItsMark() {
        Content told = of(marked(VICTIM, ADVICE)).onTopics(marked(VICTIM, ADVICE));

        assertThat(told.details()).containsOnlyKeys("advice", "response");
        assertThat(told.contact()).isEmpty();
        assertThat(told.assets()).containsExactly("EHR-01");
        assertThat(told.marks()).containsExactly(ADVICE, VICTIM);
    }

    @Test
    void anItemOfTwoFlagsIsKeptBackByEach() {
        Content both = marked(VICTIM_TOLD_COUNSEL, VICTIM);

        assertThat(of(both).passedOn(both).details()).doesNotContainKey("victim");
        assertThat(of(both).onTopics(both).details()).doesNotContainKey("victim");
    }

    @Test
    void aMarkBindsItsVersionAndEveryOneBeforeIt() {
        Content first = marked();
        Content second = marked(ADVICE);
        Content third = marked();

        assertThat(of(third).passedOn(third).details()).containsKey("advice");
        assertThat(of(third, second).passedOn(second).details()).doesNotContainKey("advice");
        assertThat(of(third, second, first).passedOn(first).details()).doesNotContainKey("advice");
    }

    @Test
    void whatIsErasedBindsNothing() {
        assertThat(Withholding.NONE.and(null)).isEqualTo(Withholding.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "title, true",
        "tlp, true",
        "details.response, true",
        "details.advice, false",
        "details, false",
        "contact, false",
        "assets, false",
        "marks, false"
    })
    void aChangeIsToldUnlessItQuotesWhatIsKeptBack(String item, boolean told) {
        assertThat(of(marked(ADVICE)).isPassedOn(item)).isEqualTo(told);
    }

    @Test
    void aChangeOfAllItemsAtOnceIsToldWhereNoneIsMarked() {
        assertThat(Withholding.NONE.isPassedOn("details")).isTrue();
    }
}
