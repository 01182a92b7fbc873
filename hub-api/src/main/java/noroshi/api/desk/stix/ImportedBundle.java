package noroshi.api.desk.stix;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import noroshi.core.bulletin.Draft;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** 取込結果. What a bundle became, or in a dry run would become. */
@Schema(description = "取込結果. What a bundle became, or in a dry run would become.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportedBundle(
        @Schema(example = "false") boolean dryRun,
        UUID bulletinId,

        @Schema(description = "The revision that can be issued.", example = "1")
        int revision,

        @Schema(description = "Whose the indicators are.", example = "JPCERT/CC")
        String source,

        @Schema(description = "How many indicators came under which label.", example = "{\"GREEN\": 12}")
        Map<Tlp, Integer> indicators,

        @Schema(
                description = "What was left out, by type.",
                example = "{\"relationship\": 3, \"indicator (revoked)\": 1}")
        Map<String, Integer> leftOut,

        @Schema(
                description = "How far the record has come by it; none after a dry run.",
                example = "4711",
                minimum = "0")
        @Nullable Long position) {

    static ImportedBundle of(boolean dryRun, Draft draft, StixBundle bundle, @Nullable Long position) {
        var labels = new EnumMap<Tlp, Integer>(Tlp.class);
        bundle.indicators().forEach(one -> labels.merge(one.tlp(), 1, Integer::sum));
        String source = draft.content() == null || draft.content().imported() == null
                ? ""
                : draft.content().imported().source();
        return new ImportedBundle(
                dryRun, draft.id().value(), draft.revision(), source, labels, bundle.leftOut(), position);
    }
}
