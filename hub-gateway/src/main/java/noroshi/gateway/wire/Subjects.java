package noroshi.gateway.wire;

import java.util.List;
import noroshi.avro.Bulletin;
import noroshi.avro.BulletinRecall;
import noroshi.avro.Delivery;
import noroshi.avro.Recall;
import noroshi.avro.RefusedFiling;
import noroshi.avro.ReportFiling;
import noroshi.avro.SectorEntry;
import org.apache.avro.Schema;

/** 公開言語. Which schema the values of a topic follow, and under which subject the registry holds it. */
final class Subjects {

    /** What happens in a sector and what is taken back of it keep their order, so they share a topic. */
    private static final Schema SECTOR =
            Schema.createUnion(List.of(SectorEntry.getClassSchema(), Recall.getClassSchema()));

    /** Likewise a bulletin and its recall. */
    private static final Schema BULLETIN =
            Schema.createUnion(List.of(Bulletin.getClassSchema(), BulletinRecall.getClassSchema()));

    private Subjects() {}

    static String subjectOf(String topic) {
        return topic + "-value";
    }

    /**
     * The schema of a topic's values.
     *
     * @throws IllegalArgumentException if the hub publishes nothing there
     */
    static Schema schemaOf(String topic) {
        return switch (Topics.kindOf(topic)) {
            case SUBMITTED, INTAKE -> ReportFiling.getClassSchema();
            case REFUSED -> RefusedFiling.getClassSchema();
            case DELIVERIES -> Delivery.getClassSchema();
            case SECTOR -> SECTOR;
            case BULLETINS -> BULLETIN;
            case FOREIGN ->
                throw new IllegalArgumentException("topic: %s (expected: one with a schema)".formatted(topic));
        };
    }

    static boolean hasSchema(String topic) {
        return switch (Topics.kindOf(topic)) {
            case SUBMITTED, INTAKE, REFUSED, DELIVERIES, SECTOR, BULLETINS -> true;
            case FOREIGN -> false;
        };
    }
}
