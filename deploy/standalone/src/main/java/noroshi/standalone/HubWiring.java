package noroshi.standalone;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import noroshi.api.desk.DemoIdentities;
import noroshi.api.desk.Register;
import noroshi.core.module.CoreModule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.gateway.IntakeSettings;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.KafkaSettings;
import noroshi.gateway.wire.KafkaUsers;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.LedgerModule;
import noroshi.ledger.MasterKey;
import noroshi.ledger.StoredTypes;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** 配線. What gateway and api ask of the process they run in: one ledger, one clock, the broker and the registry. */
@Configuration(proxyBeanMethods = false)
class HubWiring {

    /** The ledger's own connections: a writer, a listener, and readers for decisions and views. */
    private static final int LEDGER_CONNECTIONS = 16;

    /** Half as much again as the broker keeps free. */
    private static final long LEAST_ROOM_BYTES = RoomKeepingAuthorizer.RESERVE_BYTES * 3 / 2;

    @Bean(defaultCandidate = false)
    HikariDataSource ledgerPool(Settings settings, Secrets secrets) {
        var runtime = EmbeddedDatabase.login(settings.servers().databases(), EmbeddedDatabase.RUNTIME, secrets);
        return LedgerDatabase.pool(runtime.url(), runtime.user(), runtime.password(), LEDGER_CONNECTIONS);
    }

    @Bean
    Ledger ledger(
            @Qualifier("ledgerPool") HikariDataSource pool, Settings settings, DomainClock clock, MeterRegistry meters)
            throws IOException {
        var types = StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent());
        return new Ledger(pool, types, masterKey(settings.data()), clock, meters);
    }

    /** The key that wraps the threads' keys; to be backed up apart from the database. */
    static MasterKey masterKey(Path data) throws IOException {
        return MasterKey.at(data.resolve("keys").resolve("master.key"));
    }

    @Bean
    LedgerModule ledgerModule(Ledger ledger) {
        return LedgerModule.start(ledger, CoreModule::configure);
    }

    @Bean
    Commands commands(LedgerModule module) {
        return module.commands();
    }

    @Bean
    KafkaSettings kafkaSettings(Settings settings, Secrets secrets) {
        var brokers = settings.servers().brokers();
        var registry = settings.ports().registry();
        return new KafkaSettings(
                brokers.addresses(),
                Map.copyOf(ClientProperties.kafka(brokers, EmbeddedKafka.HUB, secrets)),
                ClientProperties.registryUrl(registry),
                Map.copyOf(ClientProperties.registry(registry, EmbeddedKafka.HUB, secrets)));
    }

    @Bean
    KafkaUsers kafkaUsers(Settings settings, Secrets secrets) {
        return (in, out) -> {
            try {
                EmbeddedKafka.keep(in, out, settings.servers().brokers(), secrets);
            } catch (IOException e) {
                throw new BrokerUnavailable(String.valueOf(e.getMessage()), e);
            }
        };
    }

    @Bean
    IntakeSettings intakeSettings(Settings settings) {
        return new IntakeSettings(settings.data().resolve("keys").resolve("intake"));
    }

    @Bean
    DemoIdentities demoIdentities(Settings settings) {
        return new DemoIdentities(settings.issuer() == null);
    }

    @Bean
    Organisations organisations(Register register) {
        return new Organisations() {
            @Override
            public boolean hasOperator(String slug) {
                return register.isRegistered(new OperatorSlug(slug));
            }

            @Override
            public Scope scope() {
                return register.scope();
            }
        };
    }

    /** Down while a server that this hub has started has ended, and says which and why. */
    @Bean
    HealthIndicator serversHealth(Servers servers) {
        return () -> {
            var faults = servers.faults();
            return faults.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetails(faults).build();
        };
    }

    /** 残り容量. Down before the broker takes nothing more, for each folder that may be a disk of its own. */
    @Bean
    CompositeHealthContributor diskHealthContributor(Settings settings) {
        var folders = new TreeMap<String, HealthIndicator>();
        for (var folder : List.of(
                settings.data(),
                settings.data().resolve("kafka"),
                settings.data().resolve("postgresql"))) {
            if (Files.isDirectory(folder)) {
                folders.put(
                        String.valueOf(folder.getFileName()),
                        new DiskSpaceHealthIndicator(folder.toFile(), DataSize.ofBytes(LEAST_ROOM_BYTES)));
            }
        }
        return CompositeHealthContributor.fromMap(folders);
    }
}
