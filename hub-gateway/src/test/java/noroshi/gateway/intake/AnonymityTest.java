package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.form.Forms;
import noroshi.gateway.wire.BrokerUnavailable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class AnonymityTest {

    private static final OperatorSlug CEPTOAR = new OperatorSlug("ceptoar-healthcare");

    private static Submission filed(String title) {
        return new FilingReader(Forms.shipped())
                .read(Kind.REPORT, Filings.with("title", "\"" + title + "\""), Filings.envelope(null));
    }

    private static List<OperatorEntry> register() {
        var entries = new ArrayList<>(DemoRegister.entries());
        entries.add(new OperatorEntry(
                CEPTOAR,
                "医療セプター",
                OperatorEntry.Kind.CEPTOAR,
                null,
                "13",
                null,
                List.of(new Membership(new SectorCode("HEALTHCARE"), null, null, null)),
                List.of(),
                false,
                false));
        return entries;
    }

    @Test
    void aCeptoarsFilingNamesNoMember() {
        var anonymity = new Anonymity(AnonymityTest::register);

        assertThatCode(() -> anonymity.require(CEPTOAR, filed("医療セプターの会員1社の電子カルテが停止")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> anonymity.require(CEPTOAR, filed("北浜医療センター群の電子カルテが停止")))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidFiling.class))
                .extracting(InvalidFiling::faults, InstanceOfAssertFactories.list(Fault.class))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(Reason.TELLTALE);
                    assertThat(fault.item()).isEqualTo("title");
                });
    }

    @Test
    void anotherSectorsOperatorMayBeMeantByAnything() {
        assertThatCode(() -> new Anonymity(AnonymityTest::register).require(CEPTOAR, filed("第一通信の回線が停止")))
                .doesNotThrowAnyException();
    }

    @Test
    void whileItsSectorIsNotKnownNobodyIsNamed() {
        assertThatThrownBy(() -> new Anonymity(DemoRegister::entries).require(CEPTOAR, filed("第一通信の回線が停止")))
                .isInstanceOf(InvalidFiling.class);
    }

    @Test
    void whileTheRegisterIsAwayItIsAskedToComeAgain() {
        var anonymity = new Anonymity(() -> {
            throw new DataAccessResourceFailureException("away");
        });

        assertThatThrownBy(() -> anonymity.require(CEPTOAR, filed("停止"))).isInstanceOf(BrokerUnavailable.class);
    }
}
