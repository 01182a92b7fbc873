package noroshi.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.core.register.DemoRegister;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class DemoRegistrationTest {

    private final Caller caller;
    private final DemoRegistration registration;
    private final Register register;
    private final Dispatch dispatch;
    private final Progress progress;
    private final Ledger ledger;

    @Autowired
    DemoRegistrationTest(
            Caller caller,
            DemoRegistration registration,
            Register register,
            Dispatch dispatch,
            Progress progress,
            Ledger ledger) {
        this.caller = caller;
        this.registration = registration;
        this.register = register;
        this.dispatch = dispatch;
        this.progress = progress;
        this.ledger = ledger;
    }

    @Test
    void everyDemoOperatorIsRegisteredAtStart() {
        assertThat(DemoRegister.entries())
                .hasSize(14)
                .allSatisfy(entry -> assertThat(register.isRegistered(entry.slug()))
                        .as("%s", entry.slug())
                        .isTrue());
    }

    @Test
    void whatTheNationalOfficeChangedStaysSoAtTheNextStart() {
        String body = """
                {"name": "緑川市", "kind": "LOCAL_GOVERNMENT", "prefecture": "12",
                 "memberships": [{"sector": "GOV_ADMIN", "subSector": "LOCAL_GOV"}], "designations": [],
                 "criticalComputer": false}""";
        assertThat(caller.put(Caller.NCO, "/v1/register/operators/midorikawa-city", body))
                .hasStatusOk();
        int before = ledger.ofTag("operator", "midorikawa-city").size();

        registration.run(new DefaultApplicationArguments());

        assertThat(ledger.ofTag("operator", "midorikawa-city")).hasSize(before);
    }

    @Test
    void withoutDemoIdentitiesNobodyIsRegistered() {
        long before = ledger.head();

        new DemoRegistration(new DemoIdentities(false), dispatch, progress, InstantSource.system())
                .run(new DefaultApplicationArguments());

        assertThat(ledger.head()).isEqualTo(before);
    }

    @Test
    void aStartWaitsForARegisterThatIsBehind() {
        var asked = new AtomicInteger();
        Progress slow = (view, position) -> asked.incrementAndGet() == 3;

        new DemoRegistration(new DemoIdentities(true), dispatch, slow, InstantSource.system())
                .run(new DefaultApplicationArguments());

        assertThat(asked).hasValue(3);
    }
}
