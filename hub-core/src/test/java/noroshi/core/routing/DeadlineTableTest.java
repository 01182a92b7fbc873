package noroshi.core.routing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import noroshi.core.deadline.Deadline;
import noroshi.core.regime.Duty;
import noroshi.core.sector.ReferenceTable;
import noroshi.core.sector.ReferenceTable.Row;
import noroshi.core.sector.Scope;
import noroshi.core.thread.Filings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** By when the law wants what, from the filing to the last day: the rows of {@code deadlines.tsv}. */
class DeadlineTableTest {

    static List<Row> deadlines() {
        return ReferenceTable.read(DeadlineTableTest.class, "deadlines.tsv");
    }

    @ParameterizedTest
    @MethodSource("deadlines")
    void isDue(Row row) {
        Filings filing = LawTable.filing(row);

        List<Duty> owed = Routing.of(filing.filing(), filing.operator(), Scope.shipped()).duties().stream()
                .filter(duty -> row.text("duty")
                        .equals("%s %s %s".formatted(duty.rule().regime(), duty.type(), duty.addressee())))
                .toList();

        assertThat(owed.stream().map(DeadlineTableTest::due).collect(joining(" and ")))
                .as("%s | %s", LawTable.described(row), row.text("duty"))
                .isEqualTo(row.text("due").replace("none", ""));
        assertThat(owed).allSatisfy(duty -> assertThat(duty.rule().article()).isNotBlank());
    }

    private static String due(Duty duty) {
        Deadline deadline = duty.deadline();
        Object last = deadline.dueDate() == null ? deadline.dueBefore() : deadline.dueDate();
        return duty.soft() ? "soft " + last : last.toString();
    }
}
