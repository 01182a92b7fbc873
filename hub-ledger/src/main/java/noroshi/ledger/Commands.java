package noroshi.ledger;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.Metadata;

/**
 * Sends commands to their aggregates and decides again on the new state whenever an append conflicts. A
 * decision that refuses completes with the exception it threw; an absent database with
 * {@link LedgerUnavailable}.
 */
public final class Commands {

    private static final int TRIES_OVER_HTTP = 5;

    private final CommandGateway gateway;
    /** Virtual threads: each blocks on the database while it reads what a decision rests on. */
    private final Executor callers;

    Commands(CommandGateway gateway, Executor callers) {
        this.gateway = gateway;
        this.callers = callers;
    }

    /**
     * Sends a command for someone who waits: after five conflicts it fails with {@link ConcurrentChange}.
     *
     * @param metadata is kept with each event that follows
     */
    public CompletableFuture<Void> send(Object command, Map<String, String> metadata) {
        return attempt(command, metadata, TRIES_OVER_HTTP);
    }

    /** Sends a command that has time: conflicts are decided again without limit. */
    public CompletableFuture<Void> sendUntilDecided(Object command, Map<String, String> metadata) {
        return attempt(command, metadata, Integer.MAX_VALUE);
    }

    private CompletableFuture<Void> attempt(Object command, Map<String, String> metadata, int tries) {
        var decided = new CompletableFuture<Void>();
        callers.execute(() -> {
            try {
                decideUpTo(tries, command, Metadata.from(metadata));
                decided.complete(null);
            } catch (CompletionException e) {
                decided.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (RuntimeException | OutOfMemoryError e) { // whoever waits is told in any case
                decided.completeExceptionally(e);
            }
        });
        return decided;
    }

    private void decideUpTo(int tries, Object command, Metadata metadata) {
        for (int attempt = 1; ; attempt++) {
            try {
                gateway.send(command, metadata).getResultMessage().join();
                return;
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof AppendEventsTransactionRejectedException conflict)) {
                    throw e;
                }
                if (attempt >= tries) {
                    throw new ConcurrentChange(command, tries, conflict);
                }
            }
        }
    }
}
