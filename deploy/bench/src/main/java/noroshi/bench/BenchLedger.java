package noroshi.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import noroshi.core.module.CoreModule;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.LedgerModule;
import noroshi.ledger.MasterKey;
import noroshi.ledger.StoredTypes;
import noroshi.standalone.EmbeddedDatabase;
import noroshi.standalone.Loopback;
import noroshi.standalone.Secrets;

/** 計測用の台帳. A ledger as the standalone wires it, on its own durable database, with the demo register. */
final class BenchLedger {

    /** The schema of the raw limits' tables. */
    static final String SCRATCH = "bench";

    /** As many as the standalone gives its ledger. */
    private static final int CONNECTIONS = 16;

    private static final Map<String, String> METADATA =
            Map.of("door", "bench", "topic", "reports.submitted", "partition", "3", "offset", "123456");

    private final EmbeddedDatabase.Login runtime;
    private final HikariDataSource viewPool;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Ledger ledger;
    private final LedgerModule module;

    /** Starts it among {@code resources}. */
    BenchLedger(Resources resources) throws Exception {
        this(resources, InstantSource.system());
    }

    /** The same by that clock. */
    BenchLedger(Resources resources, InstantSource clock) throws Exception {
        var folder = resources.folder();
        var database = resources.add(
                EmbeddedDatabase.start(folder.resolve("postgresql"), Loopback.freePort(), Secrets.in(folder)));
        runtime = database.runtime();
        var owner = database.owner().dataSource();
        LedgerDatabase.migrate(owner, EmbeddedDatabase.RUNTIME);
        LedgerDatabase.prepareViews(owner, "api", EmbeddedDatabase.RUNTIME);
        LedgerDatabase.prepareViews(owner, SCRATCH, EmbeddedDatabase.RUNTIME);
        var pool = resources.add(LedgerDatabase.pool(runtime.url(), runtime.user(), runtime.password(), CONNECTIONS));
        viewPool = resources.add(LedgerDatabase.pool(runtime.url(), runtime.user(), runtime.password(), CONNECTIONS));
        var types = StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent());
        ledger = resources.add(new Ledger(pool, types, MasterKey.at(folder.resolve("master.key")), clock, meters));
        module = resources.add(LedgerModule.start(ledger, CoreModule::configure));
        for (var entry : DemoRegister.entries()) {
            decide(new RegisterOperator(entry, "bench", clock.instant()));
        }
    }

    /** Sends a command and waits until it is recorded. */
    void decide(Object command) throws InterruptedException, ExecutionException {
        module.commands().send(command, METADATA).get();
    }

    Ledger ledger() {
        return ledger;
    }

    EmbeddedDatabase.Login runtime() {
        return runtime;
    }

    HikariDataSource viewPool() {
        return viewPool;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }
}
