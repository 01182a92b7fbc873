package noroshi.gateway.consumer;

import java.nio.ByteBuffer;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.gateway.intake.InvalidFiling;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.UnreadableValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of the intake topics. */
@FunctionalInterface
interface FilingValues {

    /**
     * What a value files.
     *
     * @param thread the thread that it continues, or null
     * @param body what the body of a POST would have been
     */
    record FiledValue(Kind kind, @Nullable ThreadId thread, JsonNode body) {

        /** Whether it says that it is a drill, whatever else is wrong with it. */
        boolean exercise() {
            JsonNode stated = kind == Kind.CORRECTION ? body.path("corrections") : body;
            return stated.path("exercise").asBoolean(false);
        }
    }

    /**
     * What a value says.
     *
     * @param report the report it is the value of: sealed content is sealed for it
     * @param writer who wrote it
     * @throws UnreadableValue if it can't be read, now or later
     * @throws InvalidFiling if it can be read, but is no filing
     * @throws BrokerUnavailable if the registry does not answer
     */
    FiledValue read(ByteBuffer value, ReportId report, Writer writer);

    /** Who wrote a value: the hub alone seals what it writes. */
    enum Writer {
        HUB,
        OPERATOR
    }
}
