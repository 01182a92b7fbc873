package noroshi.gateway.wire;

import static java.util.stream.Collectors.toSet;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Brings broker and registry to what a {@link TopicPlan} says; what is so already is left alone. */
final class TopicAdmin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How many copies there are is for whoever runs the brokers to say, once and for all topics. */
    private static final Optional<Short> THE_CLUSTERS_OWN = Optional.empty();

    private final Admin admin;
    private final SubjectAdmin subjects;
    private final KafkaUsers users;
    private final Appearance<AclBinding> granted = new Appearance<>("rights", () -> Set.copyOf(rights()));
    private volatile Set<AclBinding> strangers = Set.of();
    private @Nullable TopicPlan applied;

    TopicAdmin(Admin admin, SchemaRegistryClient registry, KafkaUsers users) {
        this.admin = admin;
        this.subjects = new SubjectAdmin(registry);
        this.users = users;
    }

    static TopicAdmin start(KafkaSettings settings, SchemaRegistryClient registry, KafkaUsers users) {
        Map<String, Object> properties = settings.broker("noroshi-admin");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new TopicAdmin(Admin.create(properties), registry, users);
    }

    /**
     * Makes what is missing, and takes away what the plan does not know: any right on one of the hub's topics or of one
     * of its principals. Other rights are those of the cluster's other users, and stay.
     *
     * @throws BrokerUnavailable if broker or registry don't answer; what was done so far stays, and is not done twice
     */
    synchronized void apply(TopicPlan plan) {
        long start = System.nanoTime();
        // A topic is readable the moment it exists, so whoever may not must be known before; and a door takes values
        // the moment it is open, so their schema must be known.
        Collection<AclBinding> rights = rights();
        Set<AclBinding> superfluous = rights.stream()
                .filter(right -> isOurs(right) && !plan.rights().contains(right))
                .collect(toSet());
        revoke(superfluous.stream().filter(right -> !isOfGroups(right)).toList());
        Set<String> existing = topics();
        // A broker makes partitions one after the other, so what is waited for comes first.
        Map<Urgency, Map<String, Map<String, String>>> byUrgency = new EnumMap<>(Urgency.class);
        plan.topics()
                .forEach((topic, settings) -> byUrgency
                        .computeIfAbsent(Urgency.of(topic), _ -> new TreeMap<>())
                        .put(topic, settings));
        byUrgency.forEach((urgency, topics) -> {
            subjects.keep(topics.keySet());
            topics.keySet().removeAll(existing);
            create(urgency, topics);
        });
        // A broker learns the two in this order, so who has his rights can sign in too.
        users.keep(plan.principals(), leaving(plan, superfluous));
        grant(plan, rights);
        // By its right to groups is known who had a place here, so that goes last.
        revoke(superfluous.stream().filter(TopicAdmin::isOfGroups).toList());
        tellOfStrangers(plan, rights);
        LOG.atLevel(plan.equals(applied) ? Level.DEBUG : Level.INFO)
                .log(
                        "{} topics, {} rights and {} principals are as the register has them, after {} ms",
                        plan.topics().size(),
                        plan.rights().size(),
                        plan.principals().size(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
        applied = plan;
    }

    /** How many rights that the register does not explain reach the hub's topics all the same. */
    int strangers() {
        return strangers.size();
    }

    /**
     * The names of all topics.
     *
     * @throws BrokerUnavailable if the broker does not answer
     */
    Set<String> topics() {
        return answer(admin.listTopics().names(), "topics");
    }

    /** 開設の順. In which order topics are made. */
    private enum Urgency {
        INTAKE,
        OUTGOING,
        OTHERS;

        static Urgency of(String topic) {
            if (Topics.isOfDrills(topic)) {
                return OTHERS;
            }
            return switch (Topics.kindOf(topic)) {
                case SUBMITTED, INTAKE, REFUSED -> INTAKE;
                case DELIVERIES, SECTOR -> OUTGOING;
                case BULLETINS, FOREIGN -> OTHERS;
            };
        }
    }

    private void create(Urgency urgency, Map<String, Map<String, String>> missing) {
        if (missing.isEmpty()) {
            return;
        }
        List<NewTopic> topics = missing.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), Optional.of(Topics.PARTITIONS), THE_CLUSTERS_OWN)
                        .configs(topic.getValue()))
                .toList();
        admin.createTopics(topics).values().forEach((topic, created) -> {
            try {
                answer(created, topic);
            } catch (BrokerUnavailable e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        LOG.info("topics made: {}", missing.keySet());
        if (urgency == Urgency.INTAKE) {
            // makes the broker make the topic of the groups' offsets, before all the others keep it busy
            answer(admin.listConsumerGroupOffsets(KafkaIntakeFeed.GROUP).partitionsToOffsetAndMetadata(), "group");
        }
    }

    private Collection<AclBinding> rights() {
        return answer(admin.describeAcls(AclBindingFilter.ANY).values(), "rights");
    }

    /** Ends when a broker acts by them; where there are several, the others follow within moments. */
    private void grant(TopicPlan plan, Collection<AclBinding> existing) {
        var missing = new HashSet<>(plan.rights());
        missing.removeAll(existing);
        if (missing.isEmpty()) {
            return;
        }
        answer(admin.createAcls(missing).all(), "rights");
        try {
            granted.await(missing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("broker: rights: interrupted", e);
        }
    }

    private void revoke(List<AclBinding> superfluous) {
        if (!superfluous.isEmpty()) {
            answer(
                    admin.deleteAcls(superfluous.stream()
                                    .map(AclBinding::toFilter)
                                    .toList())
                            .all(),
                    "rights");
            LOG.info("rights taken away: {}", superfluous);
        }
    }

    private static boolean isOurs(AclBinding right) {
        return TopicPlan.principal(right).isPresent()
                || (right.pattern().resourceType() == ResourceType.TOPIC
                        && Topics.kindOf(right.pattern().name()) != Topics.Kind.FOREIGN);
    }

    private static boolean isOfGroups(AclBinding right) {
        return right.pattern().resourceType() == ResourceType.GROUP;
    }

    private static Set<String> leaving(TopicPlan plan, Set<AclBinding> superfluous) {
        Set<String> leaving = superfluous.stream()
                .filter(TopicAdmin::isOfGroups)
                .flatMap(right -> TopicPlan.principal(right).stream())
                .collect(toSet());
        leaving.removeAll(plan.principals());
        return leaving;
    }

    /** On a cluster with other users a right may be wider than the hub's topics; whose it is, only its keeper knows. */
    private void tellOfStrangers(TopicPlan plan, Collection<AclBinding> rights) {
        Set<AclBinding> found = rights.stream()
                .filter(right -> !isOurs(right)
                        && right.entry().permissionType() == AclPermissionType.ALLOW
                        && reaches(right.pattern(), plan.topics().keySet()))
                .collect(toSet());
        if (!found.isEmpty() && !found.equals(strangers)) {
            LOG.warn("rights that the register does not explain reach the hub's topics: {}", found);
        }
        strangers = found;
    }

    private static boolean reaches(ResourcePattern pattern, Set<String> topics) {
        if (pattern.resourceType() != ResourceType.TOPIC) {
            return false;
        }
        return switch (pattern.patternType()) {
            case LITERAL -> pattern.name().equals(ResourcePattern.WILDCARD_RESOURCE);
            case PREFIXED -> topics.stream().anyMatch(topic -> topic.startsWith(pattern.name()));
            default -> false;
        };
    }

    private static <T> T answer(KafkaFuture<T> future, String what) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new BrokerUnavailable("broker: %s: %s".formatted(what, e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnavailable("broker: %s: no answer".formatted(what), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("broker: %s: interrupted".formatted(what), e);
        }
    }

    @Override
    public void close() {
        granted.close();
        admin.close(PATIENCE.dividedBy(5));
    }
}
