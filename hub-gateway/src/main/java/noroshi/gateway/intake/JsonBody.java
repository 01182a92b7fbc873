package noroshi.gateway.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import noroshi.web.Body;
import noroshi.web.TooLarge;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 要求の本文. What came over HTTP, as JSON without a name said twice. */
public final class JsonBody {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * Reads it.
     *
     * @throws TooLarge if it is more than a door takes
     * @throws UnreadableBody if it is no JSON
     * @throws HttpMediaTypeNotSupportedException if it does not say that it is JSON
     */
    public static JsonNode of(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException {
        requireJson(request);
        byte[] bytes = Body.whole(request.getInputStream());
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json.isMissingNode()) {
                throw new UnreadableBody("body: empty (expected: JSON)");
            }
            return json;
        } catch (JacksonException e) {
            throw new UnreadableBody("body: no JSON");
        }
    }

    /** Asked here, not by the mapping: so the answer is this door's, as every other is. */
    private static void requireJson(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        try {
            if (type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException(e.getMessage());
        }
        throw new HttpMediaTypeNotSupportedException(
                type == null ? null : MediaType.parseMediaType(type), List.of(MediaType.APPLICATION_JSON));
    }
}
