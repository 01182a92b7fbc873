package noroshi.gateway.wire;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Who reads which topic by the plan, as viewers: an organisation's programs, without an officer. */
public final class TopicReaders {

    private TopicReaders() {}

    /** Every topic that there is, with its readers. */
    public static Map<String, Set<Viewer>> of(
            Scope scope, Collection<OperatorEntry> operators, Set<AuthorityCode> decided, LocalDate today) {
        TopicPlan plan = TopicPlan.of(scope, operators, decided, today);
        var readers = new HashMap<String, Set<Viewer>>();
        plan.topics().keySet().forEach(topic -> readers.put(topic, Set.of()));
        readers.putAll(plan.rights().stream()
                .filter(right -> right.pattern().resourceType() == ResourceType.TOPIC
                        && right.entry().operation() == AclOperation.READ)
                .collect(groupingBy(
                        right -> right.pattern().name(),
                        mapping(right -> viewer(right.entry().principal().substring("User:".length())), toSet()))));
        return Map.copyOf(readers);
    }

    private static Viewer viewer(String principal) {
        List<String> words = List.of(principal.split(":", -1));
        Role role = Role.valueOf(words.getFirst().toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Viewer(role, words.size() == 1 ? role.name() : words.getLast(), null, principal);
    }
}
