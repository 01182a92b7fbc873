package noroshi.api.view;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import noroshi.api.Projections;
import noroshi.api.desk.KnownIndicators;
import noroshi.api.desk.Register;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.api.view.campaign.CampaignQuery;
import noroshi.api.view.candidate.CandidateQuery;
import noroshi.api.view.obligation.ObligationQuery;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.request.RequestRecord;
import noroshi.api.view.request.Subjects;
import noroshi.api.view.situation.SituationQuery;
import noroshi.api.view.thread.ExplainQuery;
import noroshi.api.view.thread.ReceiptQuery;
import noroshi.api.view.thread.ThreadQuery;
import noroshi.api.view.timeline.Arrivals;
import noroshi.api.view.timeline.ChangeQuery;
import noroshi.api.view.timeline.TimelineQuery;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Recipient;
import noroshi.core.campaign.CampaignId;
import noroshi.core.module.CoreModule;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.form.Forms;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.LedgerModule;
import noroshi.ledger.MasterKey;
import noroshi.ledger.StoredTypes;
import noroshi.ledger.Verifier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A record with the demo register in it, the views that follow it, and the queries on them: what the application wires,
 * without the application. One PostgreSQL for all test classes, a database each.
 */
public final class RecordFixture implements AutoCloseable {

    private static final String RUNTIME = "hub_runtime";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = server();

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final HikariDataSource pool;
    private final Ledger ledger;
    private final LedgerModule module;
    private final Views views;

    public RecordFixture() throws IOException, SQLException {
        String name = "views_" + DATABASES.incrementAndGet();
        execute(SERVER.getPostgresDatabase(), "create database " + name);
        DataSource owner = SERVER.getDatabase("postgres", name);
        LedgerDatabase.migrate(owner, RUNTIME);
        LedgerDatabase.prepareViews(owner, Views.SCHEMA, RUNTIME);
        pool = LedgerDatabase.pool(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SERVER.getPort(), name), RUNTIME, "runtime", 16);
        Path key = Files.createTempDirectory("key").resolve("master.key");
        ledger = new Ledger(
                pool,
                StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent()),
                MasterKey.at(key),
                clock(),
                new SimpleMeterRegistry());
        module = LedgerModule.start(ledger, CoreModule::configure);
        views = new Views(pool, ledger, new SimpleMeterRegistry(), Projections.of(ledger));
        DemoRegister.entries().forEach(entry -> send(new RegisterOperator(entry, "test", clock().instant())));
    }

    private static EmbeddedPostgres server() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            execute(server.getPostgresDatabase(), "create role " + RUNTIME + " login password 'runtime'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** FSA is competent for FINANCE, and nobody for anything else. */
    private static final class FinanceAlone implements Addressees {

        @Override
        public Set<SectorCode> sectorsOf(Viewer viewer) {
            return viewer.organisation().equals("FSA") ? Set.of(new SectorCode("FINANCE")) : Set.of();
        }

        @Override
        public Map<SectorCode, Long> since(Viewer viewer) {
            return Map.of();
        }

        @Override
        public List<Recipient> of(SectorCode sector) {
            return List.of();
        }
    }

    /** The domain's clock; it stands until it is set. */
    public InstantSource clock() {
        return time::get;
    }

    public void setClock(Instant now) {
        time.set(now);
    }

    public void send(Object command) {
        module.commands().send(command, Map.of()).join();
    }

    public Commands commands() {
        return module.commands();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Views views() {
        return views;
    }

    public DataSource dataSource() {
        return pool;
    }

    public JdbcClient database() {
        return JdbcClient.create(pool);
    }

    public Register register() {
        return new Register(database(), ledger);
    }

    /** Registers so many more operators of a sector, beside those of the demo register. */
    public void register(int count, String sector) {
        register(count, sector, null);
    }

    /** The same, as members from that day on. */
    public void register(int count, String sector, @Nullable LocalDate from) {
        String slug = sector.toLowerCase(Locale.ROOT).replace('_', '-');
        for (int i = 0; i < count; i++) {
            send(new RegisterOperator(
                    new OperatorEntry(
                            new OperatorSlug("other-%s-%d".formatted(slug, i)),
                            "他の%s %d".formatted(sector, i),
                            OperatorEntry.Kind.COMPANY,
                            null,
                            "13",
                            null,
                            List.of(new Membership(new SectorCode(sector), null, from, null)),
                            List.of(),
                            false,
                            false),
                    "test",
                    clock().instant()));
        }
    }

    public TimelineQuery timeline() {
        return new TimelineQuery(pool, ledger, register()::masking);
    }

    public Arrivals arrivals() {
        return new Arrivals(database(), new Companionship(database()), register()::masking);
    }

    public ChangeQuery changes() {
        return new ChangeQuery(timeline());
    }

    public ThreadQuery threads() {
        return new ThreadQuery(database(), ledger(), clock(), Forms.shipped(), register()::masking);
    }

    public SituationQuery situation() {
        return new SituationQuery(database(), ledger);
    }

    public ObligationQuery obligations() {
        return new ObligationQuery(database(), clock());
    }

    public CampaignQuery campaigns() {
        return new CampaignQuery(database(), register()::masking);
    }

    public CandidateQuery candidates() {
        return new CandidateQuery(
                database(),
                new KnownIndicators(new BulletinQuery(database(), new BulletinRecord(ledger), new FinanceAlone())));
    }

    public RequestQuery requests() {
        return new RequestQuery(database(), new RequestRecord(ledger), new Unknown(), clock());
    }

    /** Nobody asks here what a request concerns. */
    private static final class Unknown implements Subjects {

        @Override
        public boolean knows(Viewer viewer, ThreadId thread) {
            return false;
        }

        @Override
        public boolean knows(Viewer viewer, CampaignId campaign) {
            return false;
        }

        @Override
        public boolean knows(Viewer viewer, BulletinId bulletin) {
            return false;
        }
    }

    public ReceiptQuery receipts() {
        return new ReceiptQuery(ledger, new Verifier(pool));
    }

    public ExplainQuery explanations() {
        return new ExplainQuery(ledger, new Companionship(database()));
    }

    /** Starts the views, if need be, and waits until they hold all that was recorded. */
    public void catchUp() throws InterruptedException {
        views.start();
        long head = ledger.head();
        for (String view : views.names()) {
            if (!views.await(view, head, Duration.ofSeconds(60))) {
                throw new IllegalStateException("%s: not at %d: %s".formatted(view, head, views.faults()));
            }
        }
    }

    /** All rows of a table as text, in one order. */
    public List<String> rows(String table) {
        return database()
                .sql("select t::text as row from api.%s t order by 1".formatted(table))
                .query((row, _) -> row.getString("row"))
                .list();
    }

    @Override
    public void close() {
        views.stop();
        module.close();
        ledger.close();
        pool.close();
    }
}
