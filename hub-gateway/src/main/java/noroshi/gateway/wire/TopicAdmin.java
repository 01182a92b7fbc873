package noroshi.gateway.wire;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings broker and registry to what a {@link TopicPlan} says; what is so already is left alone. */
final class TopicAdmin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final KafkaUsers users;
    private final short replication;
    private final Set<String> signingIn = new HashSet<>();
    private final Set<String> registered = new HashSet<>();

    TopicAdmin(Admin admin, SchemaRegistryClient registry, KafkaUsers users, short replication) {
        this.admin = admin;
        this.registry = registry;
        this.users = users;
        this.replication = replication;
    }

    static TopicAdmin start(KafkaSettings settings, SchemaRegistryClient registry, KafkaUsers users) {
        Map<String, Object> properties = settings.broker("noroshi-admin");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new TopicAdmin(Admin.create(properties), registry, users, settings.replication());
    }

    /**
     * Makes what is missing, and takes away the rights that the plan does not know.
     *
     * @throws BrokerUnavailable if broker or registry don't answer; what was done so far stays, and is not done twice
     */
    synchronized void apply(TopicPlan plan) {
        // A topic is readable the moment it exists, so whoever may not must be known before; and a door takes values
        // the moment it is open, so their schema must be known.
        revoke(plan);
        register(plan.topics().keySet());
        create(plan);
        grant(plan);
        for (String principal : plan.principals()) {
            if (!signingIn.contains(principal)) {
                users.ensure(principal);
                signingIn.add(principal);
            }
        }
    }

    private void create(TopicPlan plan) {
        Set<String> existing = answer(admin.listTopics().names(), "topics");
        List<NewTopic> missing = plan.topics().entrySet().stream()
                .filter(topic -> !existing.contains(topic.getKey()))
                .map(topic -> new NewTopic(topic.getKey(), Optional.of(Topics.PARTITIONS), Optional.of(replication))
                        .configs(topic.getValue()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        admin.createTopics(missing).values().forEach((topic, created) -> {
            try {
                answer(created, topic);
            } catch (BrokerUnavailable e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        LOG.info(
                "topics made: {}", missing.stream().map(NewTopic::name).sorted().toList());
    }

    private void grant(TopicPlan plan) {
        var missing = new HashSet<>(plan.rights());
        missing.removeAll(rights());
        if (!missing.isEmpty()) {
            answer(admin.createAcls(missing).all(), "rights");
        }
    }

    private void revoke(TopicPlan plan) {
        List<AclBindingFilter> superfluous = rights().stream()
                .filter(right -> isOurs(right) && !plan.rights().contains(right))
                .map(AclBinding::toFilter)
                .toList();
        if (!superfluous.isEmpty()) {
            answer(admin.deleteAcls(superfluous).all(), "rights");
            LOG.info("rights taken away: {}", superfluous);
        }
    }

    private Collection<AclBinding> rights() {
        return answer(admin.describeAcls(AclBindingFilter.ANY).values(), "rights");
    }

    private static boolean isOurs(AclBinding right) {
        return right.pattern().resourceType() == ResourceType.TOPIC
                && Topics.kindOf(right.pattern().name()) != Topics.Kind.FOREIGN;
    }

    private void register(Set<String> topics) {
        for (String topic : topics) {
            if (Subjects.hasSchema(topic) && !registered.contains(topic)) {
                register(topic);
                registered.add(topic);
            }
        }
    }

    private void register(String topic) {
        String subject = Subjects.subjectOf(topic);
        try {
            registry.updateConfig(subject, new Config(CompatibilityLevel.FULL_TRANSITIVE.name));
            registry.register(subject, new AvroSchema(Subjects.schemaOf(topic)));
        } catch (IOException | RestClientException e) {
            throw new BrokerUnavailable("schema registry: %s: %s".formatted(subject, e), e);
        }
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
        admin.close(PATIENCE.dividedBy(5));
    }
}
