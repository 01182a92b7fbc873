package noroshi.form;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import noroshi.core.Phrase;
import org.springframework.core.io.Resource;

/** 見出し. What a folder calls its items and codes, in Japanese and English. */
record Labels(String folder, Properties ja, Properties en) {

    private static final String JAPANESE = "labels.ja.properties";
    private static final String ENGLISH = "labels.en.properties";

    /** The labels beside a schema. */
    static Labels beside(Resource schema) throws IOException {
        return new Labels(
                schema.getDescription(),
                properties(schema.createRelative(JAPANESE)),
                properties(schema.createRelative(ENGLISH)));
    }

    private static Properties properties(Resource resource) throws IOException {
        var properties = new Properties();
        try (var reader = new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    /** What {@code name} is called. */
    Phrase of(String name) {
        return new Phrase(in(ja, name), in(en, name));
    }

    private String in(Properties labels, String name) {
        String label = labels.getProperty(name, "");
        if (label.isBlank()) {
            throw new IllegalStateException(
                    "%s: no label for %s (expected: in Japanese and in English)".formatted(folder, name));
        }
        return label;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(ja.stringPropertyNames());
        names.addAll(en.stringPropertyNames());
        return names;
    }
}
