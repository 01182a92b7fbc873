package noroshi.core.regime.cyberresponse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Exclusion.Why;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Terms;
import noroshi.core.report.Cause;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Status;
import noroshi.core.thread.Filings;
import org.junit.jupiter.api.Test;

/** 起因事象: a near miss is reportable under the Act only where its cause is prescribed (art. 5, 特定侵害事象等). */
class PrecursorTest {

    /** S11: a railway's dispatcher, and a mail that was seen through. */
    private static final Filings BLOCKED = Filings.of("koto-railway", "2026-11-18T09:00:00+09:00", "KI_RAILWAY")
            .asNearMiss()
            .causedBy(Cause.SUSPICIOUS_MAIL);

    private static Outcome assessed(CyberResponseAct act, Filings filing) {
        return act.assess(Question.of(filing.filing(), filing.operator(), Scope.shipped()));
    }

    private static CyberResponseAct prescribing(String causes) {
        Terms shipped = new CyberResponseAct().terms();
        List<Terms.Term> rows = new ArrayList<>(shipped.rows().stream()
                .filter(row -> !row.id().equals("PRECURSOR"))
                .toList());
        rows.add(new Terms.Term(
                "PRECURSOR", causes, "5条", new Period(LocalDate.of(2026, 11, 1), null), Status.ASSUMED, "this test"));
        return new CyberResponseAct(new Terms(CyberResponseAct.CODE, rows));
    }

    @Test
    void noneIsPrescribedAsFarAsIsKnown() {
        assertThat(assessed(new CyberResponseAct(), BLOCKED).exclusions())
                .extracting(Exclusion::why)
                .containsExactly(Why.NEAR_MISS);
    }

    @Test
    void aNearMissOfAPrescribedCauseIsReported() {
        Outcome outcome = assessed(prescribing("ID_SPOOFING,SUSPICIOUS_MAIL"), BLOCKED);

        assertThat(outcome.exclusions()).isEmpty();
        assertThat(outcome.duties()).isNotEmpty();
        assertThat(outcome.grounds())
                .extracting(ground -> ground.addressee().value())
                .contains("MLIT", "PM_CAO");
    }

    @Test
    void oneOfAnotherCauseOrBeforeThatDayIsNot() {
        assertThat(assessed(prescribing("ID_SPOOFING"), BLOCKED).exclusions())
                .extracting(Exclusion::why)
                .containsExactly(Why.NEAR_MISS);
        Filings before = Filings.of("koto-railway", "2026-10-31T23:59:00+09:00", "KI_RAILWAY")
                .asNearMiss()
                .causedBy(Cause.SUSPICIOUS_MAIL);
        assertThat(assessed(prescribing("SUSPICIOUS_MAIL"), before).exclusions())
                .extracting(Exclusion::why)
                .containsExactly(Why.NEAR_MISS);
    }
}
