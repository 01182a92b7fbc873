package noroshi.api.desk;

import static noroshi.api.Caller.NCO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases.Filed;
import noroshi.api.view.Views;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
@Timeout(120)
class RunningThreadsRerouteTest {

    private final Caller caller;
    private final Cases cases;
    private final Ledger ledger;
    private final Views views;

    @Autowired
    RunningThreadsRerouteTest(Caller caller, Commands commands, Ledger ledger, Views views) {
        this.caller = caller;
        this.cases = new Cases(commands, ledger);
        this.ledger = ledger;
        this.views = views;
    }

    @Test
    void aMembershipRecordedLateRoutesTheRunningThreadsAgain() throws InterruptedException {
        register("minato-chem", "");
        Filed running = cases.of("minato-chem", "CHEMICAL");
        assertThat(cases.events(running)).containsExactly("ReportSubmitted", "RoutingDecided");

        register("minato-chem", "");
        caughtUp();
        assertThat(cases.events(running)).hasSize(2);

        register("minato-chem", ", {\"sector\": \"WATER\"}");
        caughtUp();
        assertThat(cases.events(running))
                .as("the thread names its line, which the new membership does not touch")
                .hasSize(2);
    }

    @Test
    void aLineThatNobodyClaimedIsRoutedOnceItIsTheOperatorsOwn() throws InterruptedException {
        register("umi-chem", "");
        Filed triaged = cases.of("umi-chem", "WATER");
        assertThat(triaged.deliveries()).containsOnlyKeys("NCO");

        register("umi-chem", ", {\"sector\": \"WATER\"}");
        caughtUp();

        assertThat(cases.events(triaged)).containsExactly("ReportSubmitted", "RoutingDecided", "RoutingDecided");
    }

    @Test
    void whatTheRegisterCameToSayOfAClosedThreadIsRoutedWhenItIsReopened() throws InterruptedException {
        register("oka-chem", "");
        Filed triaged = cases.of("oka-chem", "WATER");
        asNationalOffice(triaged, "acknowledgement");
        asNationalOffice(triaged, "close");
        register("oka-chem", ", {\"sector\": \"WATER\"}");
        caughtUp();
        assertThat(cases.events(triaged)).endsWith("DeliveryClosed", "ThreadClosed");

        asNationalOffice(triaged, "reopening");
        caughtUp();

        assertThat(cases.events(triaged)).endsWith("ThreadReopened", "RoutingDecided");
    }

    private void asNationalOffice(Filed filed, String act) {
        assertThat(caller.post(NCO, filed.path("NCO", act), act.equals("reopening") ? "{\"reason\": \"再侵入\"}" : ""))
                .hasStatusOk();
    }

    @Test
    void aThreadOfAnotherOperatorIsLeftAlone() throws InterruptedException {
        register("yama-chem", "");
        register("kawa-chem", "");
        Filed other = cases.of("kawa-chem", "WATER");

        register("yama-chem", ", {\"sector\": \"WATER\"}");
        caughtUp();

        assertThat(cases.events(other)).hasSize(2);
    }

    private void register(String slug, String further) {
        String body = """
                {"name": "化学", "kind": "COMPANY", "prefecture": "34",
                 "memberships": [{"sector": "CHEMICAL"}%s], "designations": [], "criticalComputer": false}""".formatted(further);
        assertThat(caller.put(NCO, "/v1/register/operators/" + slug, body)).hasStatusOk();
    }

    private void caughtUp() throws InterruptedException {
        assertThat(views.await("running", ledger.head(), Duration.ofSeconds(30)))
                .isTrue();
    }
}
