package noroshi.api.desk;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import noroshi.core.Refused;
import noroshi.ledger.Commands;
import noroshi.ledger.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 帰結. Commands that follow from what was recorded, or from time. Each finds out by itself where there is
 * nothing to decide, so that to send one twice changes nothing.
 */
public final class Consequences {

    private static final Logger LOG = LoggerFactory.getLogger(Consequences.class);
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Commands commands;

    public Consequences(Commands commands) {
        this.commands = commands;
    }

    /**
     * Returns once all are decided.
     *
     * @param by in whose name
     * @param connection whose lease is kept meanwhile
     * @throws Exception if one can't be decided now; those before it are
     */
    public void send(List<?> following, String by, Connection connection) throws Exception {
        if (!following.isEmpty()) {
            Lease.during(connection, () -> send(following, by));
        }
    }

    private void send(List<?> following, String by) throws Exception {
        for (int first = 0; first < following.size(); first += AT_ONCE) {
            List<CompletableFuture<Void>> sent =
                    following.subList(first, Math.min(first + AT_ONCE, following.size())).stream()
                            .map(command -> commands.sendUntilDecided(command, Map.of("by", by)))
                            .toList();
            for (CompletableFuture<Void> one : sent) {
                await(one);
            }
        }
    }

    private static void await(CompletableFuture<Void> sent) throws Exception {
        try {
            sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Refused refused)) {
                throw e;
            }
            // a decision against it is a decision; asking for ever would hold up all others
            LOG.warn("what follows was refused: {}", refused.getMessage());
        }
    }
}
