package noroshi.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What one benchmark found: a table for people, JSON for programs. */
record Report(String benchmark, Machine machine, List<Figure> figures) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> HEADER = List.of("", "measured", "unit", "raw", "ratio", "raw limit");

    Report {
        figures = List.copyOf(figures);
    }

    String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        figures.forEach(figure -> rows.add(row(figure)));
        List<Integer> widths = IntStream.range(0, HEADER.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return "%s (%s)%n".formatted(benchmark, machine.text())
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static List<String> row(Figure figure) {
        Figure.Raw raw = figure.raw();
        var ratio = figure.ratio();
        return List.of(
                figure.name(),
                number(figure.value()),
                figure.unit(),
                raw == null ? "" : number(raw.value()),
                ratio.isPresent() ? String.format(Locale.ROOT, "%.3f", ratio.getAsDouble()) : "",
                raw == null ? "" : raw.name());
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            // Words to the left, numbers to the right.
            boolean words = column == 0 || column == 2 || column == 5;
            line.append(
                    ("%" + (words ? "-" : "") + Math.max(widths.get(column), 1) + "s  ").formatted(row.get(column)));
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }

    private static String number(double value) {
        String form = Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%,.2f";
        return String.format(Locale.ROOT, form, value);
    }

    String json() {
        var document = new LinkedHashMap<String, Object>();
        document.put("benchmark", benchmark);
        document.put("machine", machine);
        document.put("figures", figures.stream().map(Report::json).toList());
        return JSON.writeValueAsString(document);
    }

    private static Map<String, Object> json(Figure figure) {
        var item = new LinkedHashMap<String, Object>();
        item.put("name", figure.name());
        item.put("value", figure.value());
        item.put("unit", figure.unit());
        Figure.Raw raw = figure.raw();
        if (raw != null) {
            item.put("raw", raw);
        }
        figure.ratio().ifPresent(ratio -> item.put("ratio", ratio));
        return item;
    }
}
