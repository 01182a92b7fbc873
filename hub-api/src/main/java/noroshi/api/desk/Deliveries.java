package noroshi.api.desk;

import java.util.Optional;
import java.util.UUID;
import noroshi.api.view.ViewBehind;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.DeliveryId;
import noroshi.ledger.Ledger;
import noroshi.web.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 送達. Finds a delivery for the one it is addressed to. */
public final class Deliveries {

    /** 宛先の持つ送達. A delivery in the hands of its addressee. */
    record Addressed(DeliveryId delivery, ThreadId thread, AuthorityCode addressee) {}

    private final JdbcClient database;
    private final Ledger ledger;
    private final Progress progress;

    public Deliveries(JdbcClient database, Ledger ledger, Progress progress) {
        this.database = database;
        this.ledger = ledger;
        this.progress = progress;
    }

    /**
     * The delivery, if it is addressed to the viewer. What is not in the view yet is waited for: it may have been
     * recorded a moment ago.
     *
     * @throws NotFound if there is none, or none of the viewer's
     * @throws ViewBehind if the view is too far behind to tell
     */
    Addressed addressed(UUID delivery, Viewer viewer) {
        AuthorityCode authority = viewer.authority().orElseThrow(() -> new NotFound("delivery"));
        return find(delivery)
                .or(() -> {
                    progress.require(DeliveryProjection.NAME, ledger.head());
                    return find(delivery);
                })
                .filter(found -> found.addressee().equals(authority))
                .orElseThrow(() -> new NotFound("delivery"));
    }

    private Optional<Addressed> find(UUID delivery) {
        return database.sql("select thread_id, addressee from api.delivery where delivery_id = ?")
                .param(delivery)
                .query((row, _) -> new Addressed(
                        new DeliveryId(delivery),
                        new ThreadId(row.getObject("thread_id", UUID.class)),
                        new AuthorityCode(row.getString("addressee"))))
                .optional();
    }
}
