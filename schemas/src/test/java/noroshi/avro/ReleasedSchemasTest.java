package noroshi.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that ever left the hub is read by today's, and reads it; a released file is never changed. */
class ReleasedSchemasTest {

    private static final Path RELEASED = Path.of("released");

    static List<Schema> published() {
        return List.of(
                Bulletin.getClassSchema(),
                BulletinRecall.getClassSchema(),
                Delivery.getClassSchema(),
                Recall.getClassSchema(),
                RefusedFiling.getClassSchema(),
                ReportFiling.getClassSchema(),
                SectorEntry.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyReleasedFormReadsThePresentOneAndIsReadByIt(Schema present) throws Exception {
        Map<Integer, Schema> released = released(present.getName());

        assertThat(released).isNotEmpty();
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(present, released.values());
    }

    @ParameterizedTest
    @MethodSource("published")
    void theStoredFormIsTheLatestReleased(Schema present) throws IOException {
        Schema latest = new TreeMap<>(released(present.getName())).lastEntry().getValue();

        assertThat(present.toString(true)).isEqualTo(latest.toString(true));
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyFieldSaysWhatItIsInJapaneseAndEnglish(Schema schema) {
        assertThat(schema.getDoc()).isNotBlank();
        schema.getFields()
                .forEach(field -> assertThat(field.doc()).as(field.name()).containsPattern("[ぁ-んァ-ヶ一-龠]"));
    }

    @Test
    void everyReleasedFileIsOfAPublishedSchema() throws IOException {
        List<String> names =
                published().stream().map(schema -> schema.getName() + ".avsc").toList();
        try (Stream<Path> files = Files.walk(RELEASED)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .isSubsetOf(names);
        }
    }

    private static Map<Integer, Schema> released(String name) throws IOException {
        var released = new TreeMap<Integer, Schema>(Comparator.naturalOrder());
        try (Stream<Path> versions = Files.list(RELEASED)) {
            for (Path version : versions.toList()) {
                Path file = version.resolve(name + ".avsc");
                if (Files.exists(file)) {
                    released.put(
                            Integer.valueOf(version.getFileName().toString()),
                            new SchemaParser().parse(file).mainSchema());
                }
            }
        }
        return released;
    }
}
