package noroshi.api.view.obligation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 期限表. Obligations counted by authority, operator or regime, as they stand by the domain's clock. */
public record DeadlineSheet(List<Line> items) {

    public DeadlineSheet {
        items = List.copyOf(items);
    }

    /**
     * 期限表の行.
     *
     * @param code the authority, operator or regime; absent for the operators whom the viewer may not know
     * @param open owed and not late, those that approach included
     * @param approaching of these, what approaches and was not filed yet
     * @param softExceeded 目標超過. Past a target without a number in law: nothing is missed
     * @param missed 期限経過
     * @param nextDueBefore until when the next of the open ones that was not filed yet has to be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeadlineSheetLine")
    public record Line(
            @Nullable String code,
            long open,
            long approaching,
            long softExceeded,
            long missed,
            long met,
            long waived,
            @Nullable OffsetDateTime nextDueBefore) {}
}
