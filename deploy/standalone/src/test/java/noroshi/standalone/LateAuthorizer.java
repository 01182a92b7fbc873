package noroshi.standalone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import noroshi.standalone.veris.Pause;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.authorizer.StandardAcl;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** A broker that learns of its first rights long after the controller has taken them, as a busy one may. */
public final class LateAuthorizer extends StandardAuthorizer {

    private static final Duration LATE = Duration.ofSeconds(2);

    private final AtomicBoolean first = new AtomicBoolean(true);

    @Override
    public void addAcl(Uuid id, StandardAcl right) {
        if (first.compareAndSet(true, false)) {
            try {
                Pause.of(LATE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        super.addAcl(id, right);
    }
}
