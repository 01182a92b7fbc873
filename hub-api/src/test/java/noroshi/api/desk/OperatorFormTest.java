package noroshi.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.ledger.EventJson;
import tools.jackson.databind.JsonNode;

class OperatorFormTest {

    private static final OperatorSlug SLUG = new OperatorSlug("any");

    @Property(tries = 500)
    void whateverComesIsAnEntryOrIsToldByItsFaults(@ForAll("bodies") JsonNode body) {
        try {
            assertThat(OperatorForm.read(SLUG, body, Scope.shipped()).slug()).isEqualTo(SLUG);
        } catch (Unacceptable unacceptable) {
            assertThat(unacceptable.faults())
                    .isNotEmpty()
                    .allSatisfy(fault -> assertThat(fault.ja()).isNotBlank());
        }
    }

    @Provide
    Arbitrary<JsonNode> bodies() {
        Arbitrary<String> names = Arbitraries.of(
                "name",
                "kind",
                "corporateNumber",
                "prefecture",
                "supervisingMinistry",
                "memberships",
                "designations",
                "criticalComputer",
                "kafkaDoor",
                "sector",
                "subSector",
                "business",
                "from",
                "to",
                "x");
        Arbitrary<Object> leaves = Arbitraries.of(
                "WATER",
                "KI_WATER",
                "2024-05-17",
                "+999999999-12-31",
                "COMPANY",
                "13",
                "",
                "\u0000",
                7,
                -0.5,
                true,
                List.of());
        Arbitrary<Object> values = Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.maps(names, inner).ofMaxSize(6).map(map -> (Object) map)),
                0,
                3);
        return Arbitraries.oneOf(
                        values, Arbitraries.maps(names, values).ofMaxSize(9).map(map -> (Object) map))
                .map(value -> EventJson.mapper().valueToTree(value));
    }
}
