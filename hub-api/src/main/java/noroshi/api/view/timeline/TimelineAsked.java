package noroshi.api.view.timeline;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import noroshi.api.page.Parameters;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import org.jspecify.annotations.Nullable;

/** 時系列への問合せ. What the timeline and its changes are asked alike, as it came. */
record TimelineAsked(
        @Nullable String sector,
        @Nullable String ministry,
        @Nullable String operator,
        @Nullable String campaign,
        @Nullable String regime,

        @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "4")) @Nullable String severity,

        @Parameter(schema = @Schema(type = "integer", minimum = "0", maximum = "4")) @Nullable String officialSeverity,

        @Nullable String q,

        @Parameter(schema = @Schema(type = "boolean", defaultValue = "false")) @Nullable String exercise,

        @Parameter(
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"asc", "desc"},
                                defaultValue = "desc"))
        @Nullable String order,

        @Nullable String cursor,

        @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50")) @Nullable String limit,

        @Parameter(schema = @Schema(type = "integer", format = "int64")) @Nullable String atLeast) {

    /** The same read, with the times of which the two make something else. */
    Filter filter(Parameters parameters, @Nullable Instant from, @Nullable Instant to, @Nullable Instant asOf) {
        Long estimated = parameters.number("severity", severity, 0, 4);
        Long official = parameters.number("officialSeverity", officialSeverity, 0, 4);
        Order chosen = parameters.choice("order", order, Order.class);
        return new Filter(
                parameters.code("sector", sector),
                parameters.code("ministry", ministry),
                parameters.code("operator", operator),
                parameters.code("campaign", campaign),
                parameters.code("regime", regime),
                estimated == null ? null : estimated.intValue(),
                official == null ? null : official.intValue(),
                from,
                to,
                asOf,
                parameters.text("q", q),
                parameters.flag("exercise", exercise, false),
                chosen == null ? Order.DESC : chosen);
    }
}
