package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import tools.jackson.databind.JsonNode;

/**
 * 出口. Everything that somebody can get over HTTP, by the hub's own document of its operations: with each id of theirs
 * or of others in each place, and with what is asked for in each parameter.
 */
final class Outlets {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    private final LiveHub hub;
    private final String identity;

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
        var document = hub.get(identity, "/v3/api-docs").body();
        try (var client = HttpClient.newHttpClient()) {
            String token = HubClient.find(hub.environment()).token(Identity.parse(identity));
            for (var path : document.path("paths").properties()) {
                if (!path.getValue().has("get") || isEndless(path.getValue().path("get"))) {
                    continue;
                }
                for (String filled : filled(path.getKey(), values)) {
                    answers.put(filled, answer(client, token, filled));
                    for (var parameter : path.getValue().path("get").path("parameters")) {
                        String name = parameter.path("name").asString();
                        if (parameter.path("in").asString().equals("query")) {
                            for (String value : values.getOrDefault(name, List.of())) {
                                String query = filled + "?" + name + "=" + value;
                                answers.put(query, answer(client, token, query));
                            }
                        }
                    }
                }
            }
        }
        return answers;
    }

    /** What is told live is told by the same rows as the timeline's answers, and has no end to wait for. */
    private static boolean isEndless(JsonNode operation) {
        return operation.at("/responses/200/content").has("text/event-stream");
    }

    private static List<String> filled(String path, Map<String, List<String>> values) {
        Matcher place = PLACE.matcher(path);
        if (!place.find()) {
            return List.of(path);
        }
        return values.getOrDefault(place.group(1), List.of("unknown")).stream()
                .map(value -> path.replace(place.group(), value))
                .flatMap(next -> filled(next, values).stream())
                .toList();
    }

    private String answer(HttpClient client, String token, String path) throws Exception {
        var request = HttpRequest.newBuilder(
                        HubClient.find(hub.environment()).url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        var response = LiveHub.await(
                "an answer to " + path,
                () -> client.send(request, BodyHandlers.ofByteArray()),
                one -> one.statusCode() != 503);
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
