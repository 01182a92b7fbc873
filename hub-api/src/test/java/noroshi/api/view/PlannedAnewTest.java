package noroshi.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class PlannedAnewTest {

    /** More often than the driver and the database together wait before they keep a plan. */
    private static final int OFTEN = 20;

    private static final String KEPT = "select count(*) from pg_prepared_statements where statement like 'select $1%'";

    @Test
    void noPlanIsKeptHoweverOftenAStatementIsSent() throws Exception {
        try (var record = new RecordFixture();
                var connection = record.dataSource().getConnection()) {
            var database = new SingleConnectionDataSource(connection, true);
            ask(JdbcClient.create(database), "kept");
            assertThat(kept(database)).as("as the driver does by itself").isOne();

            ask(PlannedAnew.client(database), "anew");
            assertThat(kept(database)).isOne();
        }
    }

    private static void ask(JdbcClient client, String alias) {
        for (int i = 0; i < OFTEN; i++) {
            client.sql("select :number::bigint as " + alias)
                    .param("number", i)
                    .query(Long.class)
                    .single();
        }
    }

    private static long kept(SingleConnectionDataSource database) {
        return JdbcClient.create(database).sql(KEPT).query(Long.class).single();
    }
}
