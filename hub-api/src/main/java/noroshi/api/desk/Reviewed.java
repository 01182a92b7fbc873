package noroshi.api.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 見直しの結果. What a review of the scope changes, or in a dry run would change.
 *
 * @param position the place in the record up to which it lies, or null in a dry run
 */
@Schema(description = "見直しの結果. What a review of the scope changes, or in a dry run would change.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reviewed(
        @Schema(example = "false") boolean dryRun,

        @Schema(description = "The sectors and businesses that change.", example = "[\"CHEMICAL\", \"FINE_CHEMICAL\"]")
        List<String> changed,

        @Schema(description = "The memberships and designations that are to be recorded anew then.")
        List<Lapse> lapses,

        @Schema(example = "4711", minimum = "0") @Nullable Long position) {}
