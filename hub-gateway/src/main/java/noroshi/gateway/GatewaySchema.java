package noroshi.gateway;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** データベースの準備. The first of the gateway's configurations, for the others' beans use its tables as they start. */
@Configuration(proxyBeanMethods = false)
class GatewaySchema {

    static final String NAME = "gateway";
    static final String MIGRATION = "gatewayMigration";

    /** Brings schema {@code gateway} to the present form; safe when several gateways start at once. */
    @Bean(name = MIGRATION, initMethod = "migrate")
    Flyway gatewayMigration(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .schemas(NAME)
                .defaultSchema(NAME)
                .locations("classpath:db/gateway")
                .load();
    }
}
