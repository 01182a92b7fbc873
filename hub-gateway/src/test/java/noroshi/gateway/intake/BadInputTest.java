package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.report.Kind;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.form.Form;
import noroshi.form.Forms;
import noroshi.form.Item;
import noroshi.gateway.intake.WrongItems.Wrong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** For each form, each wrong or missing item is named, in both languages; the cases come from the forms themselves. */
class BadInputTest {

    private static final Forms FORMS = Forms.shipped();

    private final FilingReader reader = new FilingReader(FORMS);

    static Stream<Form> forms() {
        return FORMS.inForce(LocalDate.parse("2026-11-05")).stream();
    }

    static Stream<Wrong> wrongItems() {
        return forms().flatMap(WrongItems::of);
    }

    record Lacking(Form form, String item) {

        @Override
        public String toString() {
            return "%s without %s".formatted(form.code(), item);
        }
    }

    static Stream<Lacking> lackingItems() {
        return forms().flatMap(form -> form.items().filter(Item::required).map(item -> new Lacking(form, item.path())))
                .filter(lacking -> !lacking.item.contains("."));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormsExampleIsTakenAsItStands(Form form) {
        assertThat(reader.read(Kind.REPORT, form.example(), Filings.envelope(null)))
                .isInstanceOf(SubmitReport.class);
    }

    @ParameterizedTest
    @MethodSource("wrongItems")
    void aWrongItemIsNamedInBothLanguages(Wrong wrong) {
        List<Fault> faults = faults(wrong.filing());

        assertThat(faults).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.item()).startsWith(wrong.faulty());
            assertThat(fault.ja()).contains(fault.item()).containsPattern("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
            assertThat(fault.en()).contains(fault.item()).doesNotContainPattern("[\\u3040-\\u30ff\\u4e00-\\u9fff]");
        });
    }

    @ParameterizedTest
    @MethodSource("lackingItems")
    void aMissingItemIsNamedAlone(Lacking lacking) {
        ObjectNode filing = lacking.form.example().deepCopy();
        filing.remove(lacking.item);

        assertThat(faults(filing)).extracting(Fault::item).containsExactly(lacking.item);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void allWrongItemsAreNamedAtOnce(Form form) {
        List<Wrong> kinds = WrongItems.of(form)
                .filter(wrong -> wrong.how().equals("of another kind"))
                // by it the others are read
                .filter(wrong -> !wrong.path().equals("form"))
                .filter(wrong -> form.items().noneMatch(part -> part.path().startsWith(wrong.path() + ".")))
                .toList();
        ObjectNode filing = form.example().deepCopy();
        kinds.forEach(wrong -> WrongItems.set(filing, wrong.path(), wrong.value()));

        assertThat(faults(filing))
                .extracting(Fault::item)
                .containsAll(kinds.stream().map(Wrong::faulty).toList());
    }

    private List<Fault> faults(ObjectNode filing) {
        return catchThrowableOfType(InvalidFiling.class, () -> reader.read(Kind.REPORT, filing, Filings.envelope(null)))
                .faults();
    }
}
