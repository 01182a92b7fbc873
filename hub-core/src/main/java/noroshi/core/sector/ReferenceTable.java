package noroshi.core.sector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * 参照表. A resource of tab-separated rows under one header line, in UTF-8; lines that begin with # are
 * comments. What is wrong in it is an {@link IllegalStateException} that names the file and the line.
 */
public final class ReferenceTable {

    private ReferenceTable() {}

    /** The rows of a resource, named as {@link Class#getResourceAsStream} takes it. */
    public static List<Row> read(Class<?> beside, String resource) {
        try (var stream = beside.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("%s: absent (expected: beside %s)".formatted(resource, beside));
            }
            var file = resource.substring(resource.lastIndexOf('/') + 1);
            return read(file, new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static List<Row> read(String file, Reader reader) throws IOException {
        var lines = new BufferedReader(reader);
        var rows = new ArrayList<Row>();
        var header = List.<String>of();
        var number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.startsWith("#")) {
                continue;
            }
            var cells = cells(line);
            if (header.isEmpty()) {
                header = cells;
            } else {
                rows.add(row("%s:%d".formatted(file, number), header, cells));
            }
        }
        return List.copyOf(rows);
    }

    private static Row row(String place, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalStateException(
                    "%s: %d cells (expected: %d)".formatted(place, cells.size(), header.size()));
        }
        var byColumn = new HashMap<String, String>();
        for (var i = 0; i < header.size(); i++) {
            byColumn.put(header.get(i), cells.get(i));
        }
        return new Row(place, byColumn);
    }

    private static List<String> cells(String line) {
        // -1 keeps the empty cells at a line's end
        return List.of(line.split("\t", -1));
    }

    /** 行. One row; it knows its place, so that whatever is wrong with a cell is told with file and line. */
    public static final class Row {

        private final String place;
        private final Map<String, String> cells;

        private Row(String place, Map<String, String> cells) {
            this.place = place;
            this.cells = cells;
        }

        /** The cell as it stands, which may be empty. */
        public String text(String column) {
            var cell = cells.get(column);
            if (cell == null) {
                throw new IllegalStateException("%s: no column %s".formatted(place, column));
            }
            if (!cell.equals(cell.strip())) {
                throw wrong(column, "'%s' (expected: no blanks around it)".formatted(cell), null);
            }
            return cell;
        }

        /** The cell as a value; an empty one is wrong. */
        public <T> T value(String column, Function<String, T> mapping) {
            var cell = text(column);
            if (cell.isEmpty()) {
                throw wrong(column, "empty (expected: a value)", null);
            }
            try {
                return mapping.apply(cell);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong(column, "%s, %s".formatted(cell, e.getMessage()), e);
            }
        }

        /** The cell as a value, or null if it is empty. */
        public <T> @Nullable T optional(String column, Function<String, T> mapping) {
            return text(column).isEmpty() ? null : value(column, mapping);
        }

        /** The cell's values, which are parted by commas; there is at least one. */
        public <T> List<T> list(String column, Function<String, T> mapping) {
            return value(
                    column,
                    cell -> List.of(cell.split(",", -1)).stream().map(mapping).toList());
        }

        /** The columns {@code from} and {@code to}; an empty {@code to} is no end. */
        public Period period() {
            var from = value("from", LocalDate::parse);
            var to = optional("to", LocalDate::parse);
            if (to != null && to.isBefore(from)) {
                throw wrong("to", "%s (expected: not before %s)".formatted(to, from), null);
            }
            return new Period(from, to);
        }

        /** The column {@code status}. */
        public Status status() {
            return value("status", Status::valueOf);
        }

        /** File and line. */
        @Override
        public String toString() {
            return place;
        }

        private IllegalStateException wrong(String column, String what, @Nullable Exception cause) {
            return new IllegalStateException("%s: %s: %s".formatted(place, column, what), cause);
        }
    }
}
