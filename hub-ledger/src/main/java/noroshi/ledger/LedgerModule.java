package noroshi.ledger;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;

/** 配線. A ledger with Axon in front of it: what a process opens at start and closes at its end. */
public final class LedgerModule implements AutoCloseable {

    private final AxonConfiguration axon;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Commands commands;

    private LedgerModule(AxonConfiguration axon) {
        this.axon = axon;
        this.commands = new Commands(axon.getComponent(CommandGateway.class), callers);
    }

    /**
     * Starts Axon on {@code ledger}; the ledger itself stays the caller's.
     *
     * @param aggregates adds the aggregates
     */
    public static LedgerModule start(Ledger ledger, UnaryOperator<EventSourcingConfigurer> aggregates) {
        return new LedgerModule(aggregates
                .apply(EventSourcingConfigurer.create())
                // it would report the use of this software to a host outside
                .componentRegistry(components ->
                        components.disableEnhancer("org.axonframework.update.UpdateCheckerConfigurationEnhancer"))
                .registerEventStorageEngine(_ -> ledger)
                .start());
    }

    public Commands commands() {
        return commands;
    }

    @Override
    public void close() {
        callers.close();
        axon.shutdown();
    }
}
