package noroshi.api.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** 出力形式. In which shapes a report can be taken away; the first is for whoever does not mind. */
enum ExportFormat {
    JSON,
    HTML,
    PDF;

    MediaType type() {
        return switch (this) {
            case JSON -> MediaType.APPLICATION_JSON;
            case HTML -> new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
            case PDF -> MediaType.APPLICATION_PDF;
        };
    }

    /** The format that an {@code Accept} header likes best; empty where it takes none. */
    static Optional<ExportFormat> accepted(List<String> accept) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            return types.isEmpty()
                    ? Optional.of(JSON)
                    : types.stream()
                            .filter(type -> type.getQualityValue() > 0)
                            .sorted(Comparator.comparingDouble(MediaType::getQualityValue)
                                    .reversed())
                            .flatMap(type -> Arrays.stream(values()).filter(one -> type.includes(one.type())))
                            .findFirst();
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }
}
