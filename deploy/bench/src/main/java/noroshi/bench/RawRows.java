package noroshi.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** 素の上限. The rows of a view, inserted again into tables of the same columns and indexes by one connection. */
final class RawRows {

    private static final int GROUP = 500;

    private RawRows() {}

    /** How long it takes to insert the rows of all {@code tables}, in seconds. */
    static double seconds(DataSource dataSource, List<String> tables) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            double seconds = 0;
            for (String table : tables) {
                seconds += seconds(connection, table);
            }
            return seconds;
        }
    }

    private static double seconds(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select t::text from %s t".formatted(table))) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            statement.execute("drop table if exists bench.copy");
            statement.execute("create table bench.copy (like %s including all)".formatted(table));
            connection.commit();
        }
        long start = System.nanoTime();
        try (PreparedStatement insert =
                connection.prepareStatement("insert into bench.copy select * from unnest(?::text[]::bench.copy[])")) {
            for (int from = 0; from < rows.size(); from += GROUP) {
                var group = rows.subList(from, Math.min(from + GROUP, rows.size()));
                insert.setArray(1, connection.createArrayOf("text", group.toArray()));
                insert.execute();
                connection.commit();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
