package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is so. */
class DocumentationTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern CODE = Pattern.compile("`([A-Z][A-Za-z]+)`");

    @Test
    void theWayOfAReportQuotesTheJourneyAsItRuns() throws IOException {
        String test = Files.readString(Path.of("src/test/java/noroshi/standalone/JourneyIT.java"));
        String journey = between(test, "// tag::journey[]\n", "    // end::journey[]");
        String quoted = between(Files.readString(ROOT.resolve("docs/the-way-of-a-report.md")), "```java\n", "\n```");

        assertThat(quoted.strip())
                .isEqualTo(journey.stripTrailing().stripIndent().strip());
    }

    @Test
    void everyTypeInTheGlossaryExists() throws IOException {
        List<String> types;
        try (Stream<Path> sources = Files.walk(ROOT)) {
            types = sources.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
        }
        var nested = new StringBuilder();
        for (String family : List.of(
                "thread/ReportThreadCommand",
                "thread/ReportThreadEvent",
                "report/SubmissionEvent",
                "campaign/CampaignEvent",
                "request/RequestCommand")) {
            nested.append(
                    Files.readString(ROOT.resolve("hub-core/src/main/java/noroshi/core/%s.java".formatted(family))));
        }
        var unknown = CODE.matcher(Files.readString(ROOT.resolve("docs/glossary.md")))
                .results()
                .map(found -> found.group(1))
                .filter(type -> !types.contains(type) && nested.indexOf("record " + type + "(") < 0)
                .collect(Collectors.toSet());

        assertThat(unknown).isEmpty();
    }

    private static String between(String text, String first, String last) {
        int from = text.indexOf(first) + first.length();
        return text.substring(from, text.indexOf(last, from));
    }
}
