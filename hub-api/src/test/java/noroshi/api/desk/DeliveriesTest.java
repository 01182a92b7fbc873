package noroshi.api.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases.Filed;
import noroshi.api.view.ViewBehind;
import noroshi.api.view.Views;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.web.NotFound;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class DeliveriesTest {

    private static final Viewer TANAKA = new Viewer(Role.MINISTRY, "MLIT", "tanaka", "ministry:MLIT:tanaka");

    private final JdbcClient database;
    private final Ledger ledger;
    private final Views views;
    private final Cases cases;

    @Autowired
    DeliveriesTest(DataSource database, Ledger ledger, Views views, Commands commands) {
        this.database = JdbcClient.create(database);
        this.ledger = ledger;
        this.views = views;
        this.cases = new Cases(commands, ledger);
    }

    @Test
    void aDeliveryIsFoundForItsAddresseeWithItsThread() {
        Filed filed = cases.ofATerminal();
        var deliveries = new Deliveries(
                database, ledger, (view, position) -> views.await(view, position, Duration.ofSeconds(60)));

        assertThat(deliveries.addressed(toMlit(filed), TANAKA).thread()).isEqualTo(filed.thread());
    }

    @Test
    void whetherThereIsADeliveryIsNotSaidByAViewThatIsBehind() {
        var deliveries = new Deliveries(database, ledger, (_, _) -> false);

        assertThatExceptionOfType(ViewBehind.class).isThrownBy(() -> deliveries.addressed(UUID.randomUUID(), TANAKA));
    }

    @Test
    void whatAViewThatIsUpToDateDoesNotHoldIsNotVisible() {
        var deliveries = new Deliveries(database, ledger, (_, _) -> true);

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> deliveries.addressed(UUID.randomUUID(), TANAKA));
    }

    private static UUID toMlit(Filed filed) {
        return Objects.requireNonNull(filed.deliveries().get("MLIT"));
    }
}
