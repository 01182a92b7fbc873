package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import noroshi.standalone.ApiDocument.Operation;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import tools.jackson.databind.JsonNode;

/**
 * 出口. Everything that somebody can get over HTTP, by the hub's own document of its operations: with each id of theirs
 * or of others in each place, with what is required, and with what is asked for in each other parameter.
 */
final class Outlets {

    private final LiveHub hub;
    private final String identity;
    private final Set<String> told = new TreeSet<>();

    Outlets(LiveHub hub, String identity) {
        this.hub = hub;
        this.identity = identity;
    }

    /**
     * Every GET's answer by its path, the status before the body.
     *
     * @param values what is put in a place of a path, or in a parameter, of that name
     */
    Map<String, String> answers(Map<String, List<String>> values) throws Exception {
        var answers = new LinkedHashMap<String, String>();
        var document = new ApiDocument(hub);
        try (var asker = new Asker(hub)) {
            for (Operation operation : document.operations()) {
                if (!operation.method().equals("GET") || operation.isEndless()) {
                    continue;
                }
                for (String asked : asked(operation, values)) {
                    HttpResponse<byte[]> answer = asker.get(identity, asked);
                    if (answer.statusCode() == 200) {
                        told.add(operation.name());
                    }
                    answers.put(asked, text(answer));
                }
            }
        }
        return answers;
    }

    /** The operations that were answered with something. */
    Set<String> told() {
        return told;
    }

    private static List<String> asked(Operation operation, Map<String, List<String>> values) {
        List<String> asked = each(List.of(operation.path()), operation.places(), values);
        for (JsonNode parameter : operation.queries()) {
            if (parameter.path("required").asBoolean()) {
                String name = parameter.path("name").asString();
                List<String> known = values.getOrDefault(name, List.of());
                asked = with(asked, name, known.isEmpty() ? List.of(ApiDocument.value(parameter)) : known);
            }
        }
        var all = new TreeSet<>(asked);
        for (JsonNode parameter : operation.queries()) {
            String name = parameter.path("name").asString();
            if (!parameter.path("required").asBoolean()) {
                all.addAll(with(asked, name, values.getOrDefault(name, List.of())));
            }
        }
        return List.copyOf(all);
    }

    private static List<String> each(List<String> paths, List<String> places, Map<String, List<String>> values) {
        List<String> filled = paths;
        for (String place : places) {
            filled = filled.stream()
                    .flatMap(path -> values.getOrDefault(place, List.of("unknown")).stream()
                            .map(value -> path.replace("{%s}".formatted(place), value)))
                    .toList();
        }
        return filled;
    }

    private static List<String> with(List<String> paths, String name, List<String> values) {
        return paths.stream()
                .flatMap(path -> values.stream()
                        .map(value -> "%s%s%s=%s".formatted(path, path.contains("?") ? "&" : "?", name, value)))
                .toList();
    }

    private static String text(HttpResponse<byte[]> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return response.statusCode() + " "
                + (type.startsWith("application/pdf") ? printed(response.body()) : new String(response.body(), UTF_8));
    }

    /** What can be read on the pages: in the file itself it is compressed. */
    private static String printed(byte[] pdf) throws IOException {
        try (var pages = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(pages);
        }
    }
}
