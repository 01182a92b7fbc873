package noroshi.standalone;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, which lets nobody write to a topic while the disk is nearly full: the broker's one place that
 * is asked before a record is appended.
 *
 * <p>A broker that meets the end of its disk ends, which is well. But its index files are sparse and mapped into memory:
 * where the disk ends in the midst of one, the record is in the log and the broker doesn't know, gives its offset to the
 * next record too, and readers pass over that one, acknowledged as it may be.
 */
public final class RoomKeepingAuthorizer extends StandardAuthorizer {

    /** So much stays free: nobody takes as much between the question and the record. */
    static final long RESERVE_BYTES = 64L << 20;

    private List<File> folders = List.of();

    @Override
    public void configure(Map<String, ?> settings) {
        super.configure(settings);
        folders = List.of(new File(String.valueOf(settings.get("log.dirs"))));
    }

    /**
     * As the access rules have it.
     *
     * @throws KafkaStorageException where it is a record that there is no room for; clients try again
     */
    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        if (actions.stream().anyMatch(RoomKeepingAuthorizer::needsRoom)) {
            for (File folder : folders) {
                if (folder.getUsableSpace() < RESERVE_BYTES) {
                    throw new KafkaStorageException("the disk of %s is nearly full".formatted(folder));
                }
            }
        }
        return super.authorize(context, actions);
    }

    private static boolean needsRoom(Action action) {
        return action.operation() == AclOperation.WRITE
                && action.resourcePattern().resourceType() == ResourceType.TOPIC;
    }
}
