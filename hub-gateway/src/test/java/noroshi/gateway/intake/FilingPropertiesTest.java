package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.report.Kind;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.form.Forms;
import noroshi.web.Faults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class FilingPropertiesTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of(
            "form",
            "stage",
            "awarenessAt",
            "occurredAt",
            "vendorNotifiedAt",
            "serviceLines",
            "serviceLine",
            "cause",
            "onCriticalComputer",
            "assets",
            "eventClass",
            "severityEstimate",
            "severityViewpoints",
            "serviceLevelDeviation",
            "personalData",
            "prefecture",
            "tlp",
            "consents",
            "exercise",
            "nearMiss",
            "hotline",
            "breach",
            "persons",
            "seriousAccident",
            "governmentCloud",
            "title",
            "summary",
            "indicators",
            "details",
            "contact",
            "marks",
            "item",
            "flag",
            "corrections",
            "reason",
            "type",
            "value",
            "ncoShare",
            "ransomNote");

    private final FilingReader reader = new FilingReader(Forms.shipped());

    @Property(tries = 2_000)
    void whateverComesIsReadOrRefusedWithReasons(@ForAll Kind kind, @ForAll("anything") JsonNode body) {
        try {
            assertThat(reader.read(kind, body, Filings.envelope(Filings.THREAD)))
                    .isNotNull();
        } catch (InvalidFiling e) {
            assertThat(e.faults()).isNotEmpty().hasSizeLessThanOrEqualTo(Faults.MOST + 1);
        }
    }

    @Property(tries = 1_000)
    void bothDoorsReadTheSame(@ForAll("changed") ObjectNode body) {
        Submission read;
        try {
            read = reader.read(Kind.REPORT, body, Filings.envelope(null));
        } catch (InvalidFiling e) {
            return;
        }
        var records = new FilingRecords(TestKeys.keys());

        JsonNode plain = records.body(FilingRecords.plain(Kind.REPORT, null, body), Filings.REPORT);
        JsonNode sealed = records.body(records.sealed(Kind.REPORT, null, body, Filings.REPORT), Filings.REPORT);

        assertThat(reader.read(Kind.REPORT, plain, Filings.envelope(null))).isEqualTo(read);
        assertThat(reader.read(Kind.REPORT, sealed, Filings.envelope(null))).isEqualTo(read);
    }

    @Provide
    Arbitrary<JsonNode> anything() {
        return json(3);
    }

    /** A filing that is right, but for one item. */
    @Provide
    Arbitrary<ObjectNode> changed() {
        return Arbitraries.of(NAMES)
                .flatMap(name -> json(2).map(value -> {
                    ObjectNode filing = Filings.json(Filings.FULLEST);
                    filing.set(name, value);
                    return filing;
                }));
    }

    private static Arbitrary<JsonNode> json(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30).map(JSON::stringNode),
                Arbitraries.of("RED", "FINAL", "DDOS", "YES", "2026-11-04T20:40:00+09:00", "27", "OTHER")
                        .map(JSON::stringNode),
                Arbitraries.integers().map(JSON::numberNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.bigIntegers().map(JSON::numberNode),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY).map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.just(JSON.nullNode()));
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> array = json(depth - 1)
                .list()
                .ofMaxSize(4)
                .map(elements -> JSON.arrayNode().addAll(elements));
        Arbitrary<JsonNode> object = Arbitraries.maps(
                        Arbitraries.oneOf(
                                Arbitraries.of(NAMES), Arbitraries.strings().ofMaxLength(8)),
                        json(depth - 1))
                .ofMaxSize(8)
                .map(properties -> JSON.objectNode().setAll(properties));
        return Arbitraries.oneOf(leaf, array, object, object);
    }
}
