package noroshi.api.view.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import noroshi.api.page.Parameters;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class PlannedAnewTest {

    /** More often than the driver and the database together wait before they keep a plan. */
    private static final int OFTEN = 20;

    private static final Viewer OFFICE = new Viewer(Role.NCO, "NCO", "mori", "nco:mori");

    @Test
    void noPlanOfThePageIsKeptHoweverOftenItIsAskedFor() throws Exception {
        try (var record = new RecordFixture();
                var connection = record.dataSource().getConnection()) {
            record.catchUp();
            var database = new SingleConnectionDataSource(connection, true);
            var timeline = new TimelineQuery(database, record.ledger(), record.register()::masking);
            for (int i = 0; i < OFTEN; i++) {
                timeline.page(OFFICE, Filter.ALL, null, Parameters.DEFAULT_LIMIT);
            }
            assertThat(JdbcClient.create(database)
                            .sql("select statement from pg_prepared_statements")
                            .query(String.class)
                            .list())
                    .noneMatch(statement -> statement.contains("api.timeline"));
        }
    }
}
