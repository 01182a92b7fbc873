package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * 到達位置. The answer to everything that changes something.
 *
 * @param position the place in the record up to which the change lies; any GET waits for it with {@code atLeast}
 */
@Schema(description = "到達位置. The place in the record up to which the change lies; any GET waits for it with `atLeast`.")
public record Reached(
        @Schema(example = "4711", minimum = "0") long position) {}
