package noroshi.gateway.wire;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * 件名の登録. Brings the registry's subjects to what {@link Subjects} says. It writes only what is not so already, since a
 * registry keeps each write, and asks who holds a schema once, since many subjects share one.
 */
final class SubjectAdmin {

    private static final String LEVEL = CompatibilityLevel.FULL_TRANSITIVE.name;
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;
    private final Set<String> kept = new HashSet<>();

    SubjectAdmin(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Lets these topics' subjects have their schema, and take after it only what old and new readers can read.
     *
     * @throws BrokerUnavailable if the registry does not answer, or refuses; what was done so far is not done twice
     */
    void keep(Collection<String> topics) {
        List<String> news = topics.stream()
                .filter(Subjects::hasSchema)
                .filter(topic -> !kept.contains(Subjects.subjectOf(topic)))
                .toList();
        if (news.isEmpty()) {
            return;
        }
        Set<String> existing = answer("all", () -> Set.copyOf(registry.getAllSubjects()));
        news.stream()
                .collect(groupingBy(Subjects::schemaOf, mapping(Subjects::subjectOf, toList())))
                .forEach((schema, subjects) -> keep(subjects, new AvroSchema(schema), existing));
    }

    private void keep(List<String> subjects, AvroSchema schema, Set<String> existing) {
        Set<String> holders = Set.of();
        for (String subject : subjects) {
            boolean exists = existing.contains(subject);
            if (!exists || !isStrict(subject)) {
                // before the schema: by this it is decided what may follow
                answer(subject, () -> registry.updateConfig(subject, new Config(LEVEL)));
            }
            if (!holders.contains(subject)) {
                int id = answer(subject, () -> registry.register(subject, schema));
                if (exists && holders.isEmpty()) {
                    holders = answer(subject, () -> Set.copyOf(registry.getAllSubjectsById(id)));
                }
            }
            kept.add(subject);
        }
    }

    private boolean isStrict(String subject) {
        return answer(subject, () -> {
            try {
                return LEVEL.equals(registry.getConfig(subject).getCompatibilityLevel());
            } catch (RestClientException e) {
                if (e.getStatus() == NOT_FOUND) {
                    return false;
                }
                throw e;
            }
        });
    }

    private interface Question<T> {
        T ask() throws IOException, RestClientException;
    }

    private static <T> T answer(String subject, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | RestClientException e) {
            throw new BrokerUnavailable("schema registry: subject %s: %s".formatted(subject, e), e);
        }
    }
}
