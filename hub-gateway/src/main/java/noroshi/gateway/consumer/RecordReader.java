package noroshi.gateway.consumer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand;
import noroshi.gateway.consumer.FilingValues.FiledValue;
import noroshi.gateway.consumer.FilingValues.Writer;
import noroshi.gateway.intake.Envelope;
import noroshi.gateway.intake.InvalidFiling;
import noroshi.gateway.wire.AvroValues;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Received;
import noroshi.gateway.wire.Topics;
import noroshi.gateway.wire.UnreadableValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a command of a record. Who files, an operator's own door says by its name, and the hub's door by its headers,
 * which the hub alone can write; never the value.
 */
final class RecordReader {

    /** The validation that both doors share. */
    @FunctionalInterface
    interface Validation {

        /**
         * The command that a body asks for.
         *
         * @throws InvalidFiling with all faults
         */
        ReportThreadCommand.Submission read(Kind kind, JsonNode body, Envelope envelope);
    }

    private static final String KEY = "idempotency-key";
    private static final int LONGEST_KEY = 200;
    private static final Pattern HUBS_LANE = Pattern.compile("[a-z0-9-]{1,63}/[0-9a-f-]{36}");

    private final FilingValues values;
    private final Validation validation;
    private final InstantSource clock;
    private final InstantSource brokersClock;

    /**
     * @param clock the domain's
     * @param brokersClock as the broker's, by which records are stamped
     */
    RecordReader(FilingValues values, Validation validation, InstantSource clock, InstantSource brokersClock) {
        this.values = values;
        this.validation = validation;
        this.clock = clock;
        this.brokersClock = brokersClock;
    }

    /**
     * What a record says.
     *
     * @throws BrokerUnavailable if the registry does not answer; nothing is wrong with the record
     */
    Reading read(Received record) {
        return read(record, receivedAt(record));
    }

    /**
     * What a record says.
     *
     * @param receivedAt when its door took it; on the hub's topic its header counts
     * @throws BrokerUnavailable if the registry does not answer; nothing is wrong with the record
     */
    Reading read(Received record, Instant receivedAt) {
        try {
            Optional<OperatorSlug> door = Topics.doorOf(record.topic());
            return door.isPresent() ? fromDoor(record, door.get(), receivedAt) : fromHub(record);
        } catch (BrokerUnavailable e) {
            throw e;
        } catch (RuntimeException | Error e) { // the reader's top: what nobody foresaw is parked, not lost
            return new Reading.Puzzling(laneUnread(record), e);
        }
    }

    /** On the hub's topic the key is the thread; on a door it is whatever its operator likes. */
    private static String laneUnread(Received record) {
        String operator = record.headers().get("operator");
        String key = record.key();
        boolean hubs = Topics.doorOf(record.topic()).isEmpty()
                && operator != null
                && key != null
                && HUBS_LANE.matcher(operator + "/" + key).matches();
        return hubs ? operator + "/" + key : record.place();
    }

    private Reading fromHub(Received record) {
        var operator = new OperatorSlug(header(record, "operator"));
        var report = new ReportId(UUID.fromString(header(record, "ce_id")));
        var thread = new ThreadId(UUID.fromString(header(record, "thread-id")));
        var kind = Kind.valueOf(header(record, "kind"));
        var receivedAt = Instant.parse(header(record, "ce_time"));
        boolean exercise = false;
        try {
            FiledValue filed = values.read(value(record), report, Writer.HUB);
            exercise = filed.exercise();
            return sound(
                    kind,
                    filed.body(),
                    new Envelope(
                            operator,
                            report,
                            kind.continues() ? thread : null,
                            header(record, "body-hash"),
                            receivedAt));
        } catch (UnreadableValue e) {
            return new Reading.Faulty(report, operator, thread, kind, exercise, List.of(e.fault()), receivedAt);
        } catch (InvalidFiling e) {
            return new Reading.Faulty(report, operator, thread, kind, exercise, e.faults(), receivedAt);
        }
    }

    private Reading fromDoor(Received record, OperatorSlug operator, Instant receivedAt) {
        String key = record.headers().get(KEY);
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            Fault fault = Fault.of(
                    Reason.IDEMPOTENCY_KEY_MISSING,
                    KEY,
                    key == null ? "-" : key.length(),
                    "1から%d文字のヘッダー".formatted(LONGEST_KEY),
                    "a header of 1 to %d characters".formatted(LONGEST_KEY));
            return new Reading.Faulty(unnamed(record), operator, null, null, false, List.of(fault), receivedAt);
        }
        ReportId report = ReportId.of(operator, key);
        @Nullable ThreadId thread = null;
        @Nullable Kind kind = null;
        boolean exercise = false;
        try {
            ByteBuffer value = value(record);
            FiledValue filed = values.read(value, report, Writer.OPERATOR);
            kind = filed.kind();
            exercise = filed.exercise();
            thread = kind.continues() ? filed.thread() : ThreadId.openedBy(report);
            return sound(
                    kind,
                    filed.body(),
                    new Envelope(operator, report, kind.continues() ? thread : null, hash(value), receivedAt));
        } catch (UnreadableValue e) {
            return new Reading.Faulty(report, operator, thread, kind, exercise, List.of(e.fault()), receivedAt);
        } catch (InvalidFiling e) {
            return new Reading.Faulty(report, operator, thread, kind, exercise, e.faults(), receivedAt);
        }
    }

    private Reading sound(Kind kind, JsonNode body, Envelope envelope) {
        return new Reading.Sound(validation.read(kind, body, envelope));
    }

    /**
     * When the broker took it, on the domain's clock, which a demo may have set; the same whenever it is asked, as what a
     * record is refused for may name it.
     */
    private Instant receivedAt(Received record) {
        Instant now = clock.instant();
        Duration ahead = Duration.between(brokersClock.instant(), now);
        // two clocks are never read at the same time
        Instant at = record.at().plusSeconds(Math.round(ahead.toMillis() / 1_000.0));
        return at.isAfter(now) ? now : at;
    }

    /** What has no key has no name of its own but its place. */
    private static ReportId unnamed(Received record) {
        return new ReportId(NamedUuid.of("record", record.place()));
    }

    private static ByteBuffer value(Received record) {
        ByteBuffer value = record.value();
        if (value == null) {
            throw new UnreadableValue(
                    Fault.of(Reason.UNREADABLE, "value", "null", "ReportFiling (Avro)", "a ReportFiling"));
        }
        return value;
    }

    private static String header(Received record, String name) {
        String value = record.headers().get(name);
        if (value == null) {
            throw new IllegalArgumentException("%s: no header %s".formatted(record.place(), name));
        }
        return value;
    }

    private static String hash(ByteBuffer value) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(AvroValues.body(value));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
