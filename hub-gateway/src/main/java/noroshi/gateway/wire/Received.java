package noroshi.gateway.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 受信. A record as it lies on a topic.
 *
 * @param value null for a tombstone
 * @param headers as text, the last one of a name
 * @param at when the record was made or taken, as the topic's timestamp type has it
 */
public record Received(
        Partition partition,
        long offset,
        @Nullable String key,
        @Nullable ByteBuffer value,
        Map<String, String> headers,
        Instant at) {

    public Received {
        value = value == null ? null : value.asReadOnlyBuffer();
        headers = Map.copyOf(headers);
    }

    public String topic() {
        return partition.topic();
    }

    /** A copy of the value's bytes; none for a tombstone. */
    public byte[] bytes() {
        if (value == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    /** Where it lies, for logs: {@code topic/partition/offset}. */
    public String place() {
        return place(partition, offset);
    }

    /** Where a record of that offset lies. */
    public static String place(Partition partition, long offset) {
        return partition + "/" + offset;
    }
}
