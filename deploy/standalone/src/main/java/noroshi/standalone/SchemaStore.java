package noroshi.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.utils.JacksonMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.avro.AvroRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's memory: subjects with their versions, and how compatible those must be. Rows in PostgreSQL are the
 * truth; all of it is also held in memory, so reading goes on while the database is away. Nothing is ever removed, since
 * a record written with a schema may be read for ever.
 */
final class SchemaStore {
    /** Confluent's own default. */
    static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;

    static final String LATEST = "latest";

    private static final Logger log = LoggerFactory.getLogger(SchemaStore.class);

    /** Stands for all subjects in the table of levels; no subject's name is empty. */
    private static final String EVERY_SUBJECT = "";

    private static final ObjectMapper JSON = JacksonMapper.INSTANCE;

    private final DataSource database;
    private final Map<String, List<Version>> versions = new TreeMap<>();
    private final Map<Integer, AvroSchema> schemas = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();

    /** One version of a subject; the same schema has the same id wherever it stands. */
    record Version(String subject, int number, int id, AvroSchema schema) {}

    private SchemaStore(DataSource database) {
        this.database = database;
    }

    /** Opens the store, making its tables on first use. */
    static SchemaStore open(DataSource database) throws SQLException {
        var store = new SchemaStore(database);
        store.load();
        return store;
    }

    synchronized List<String> subjects(String prefix) {
        return versions.keySet().stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    synchronized List<Version> versions(String subject) {
        var found = versions.get(subject);
        if (found == null) {
            throw RegistryFault.unknownSubject(subject);
        }
        return List.copyOf(found);
    }

    /** @param version a number or {@code latest} */
    synchronized Version version(String subject, String version) {
        var number = number(version);
        var found = versions(subject);
        if (number.isEmpty()) {
            return found.getLast();
        }
        return found.stream()
                .filter(candidate -> candidate.number() == number.get())
                .findFirst()
                .orElseThrow(() -> RegistryFault.unknownVersion(version));
    }

    synchronized AvroSchema schema(int id) {
        var schema = schemas.get(id);
        if (schema == null) {
            throw RegistryFault.unknownSchema();
        }
        return schema;
    }

    synchronized List<Version> versionsOf(int id) {
        schema(id);
        return versions.values().stream()
                .flatMap(List::stream)
                .filter(version -> version.id() == id)
                .toList();
    }

    synchronized Version lookUp(String subject, AvroSchema schema) {
        return versions(subject).stream()
                .filter(version -> same(version.schema(), schema))
                .findFirst()
                .orElseThrow(RegistryFault::unknownSchema);
    }

    /** Adds a version, or finds the one that has this very schema. */
    synchronized Version register(String subject, AvroSchema schema) {
        var earlier = versions.getOrDefault(subject, List.of());
        var existing = earlier.stream()
                .filter(version -> same(version.schema(), schema))
                .findFirst();
        if (existing.isPresent()) {
            return existing.get();
        }
        var faults = schema.isCompatible(effectiveLevel(subject), holders(earlier));
        if (!faults.isEmpty()) {
            throw RegistryFault.incompatible(subject, faults.toString());
        }
        var id = schemas.entrySet().stream()
                .filter(known -> same(known.getValue(), schema))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(schemas.size() + 1);
        var version = new Version(subject, earlier.size() + 1, id, schema);
        save(version);
        add(version);
        return version;
    }

    /**
     * What makes the schema incompatible; empty if nothing does.
     *
     * @param version a number, {@code latest}, or empty for all versions that the subject's level looks at
     */
    synchronized List<String> faults(String subject, Optional<String> version, AvroSchema schema) {
        var level = effectiveLevel(subject);
        if (version.isEmpty()) {
            return schema.isCompatible(level, holders(versions.getOrDefault(subject, List.of())));
        }
        if (number(version.get()).isEmpty() && !versions.containsKey(subject)) {
            return List.of();
        }
        return schema.isCompatible(level, holders(List.of(version(subject, version.get()))));
    }

    synchronized CompatibilityLevel level() {
        return levels.getOrDefault(EVERY_SUBJECT, DEFAULT_LEVEL);
    }

    synchronized Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    synchronized void setLevel(CompatibilityLevel level) {
        setLevel(EVERY_SUBJECT, level);
    }

    synchronized void setLevel(String subject, CompatibilityLevel level) {
        save(subject, level);
        levels.put(subject, level);
    }

    /**
     * Reads a schema with the schemas that it refers to.
     *
     * @throws RegistryFault if it is not a valid Avro schema or refers to what is not here
     */
    synchronized AvroSchema parse(String text, List<SchemaReference> references) {
        var resolved = new LinkedHashMap<String, String>();
        for (var reference : references) {
            resolve(reference, resolved);
        }
        try {
            var schema = new AvroSchema(text, references, resolved, null);
            schema.validate(false);
            return schema;
        } catch (AvroRuntimeException e) {
            throw RegistryFault.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    private void resolve(SchemaReference reference, Map<String, String> resolved) {
        var schema = version(reference.getSubject(), String.valueOf(reference.getVersion()))
                .schema();
        for (var inner : schema.references()) {
            resolve(inner, resolved);
        }
        resolved.put(reference.getName(), schema.canonicalString());
    }

    private CompatibilityLevel effectiveLevel(String subject) {
        return level(subject).orElseGet(this::level);
    }

    private static Optional<Integer> number(String version) {
        if (version.equals(LATEST) || version.equals("-1")) {
            return Optional.empty();
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw RegistryFault.invalidVersion(version);
        }
        return Optional.of(Integer.valueOf(version));
    }

    private static List<ParsedSchemaHolder> holders(List<Version> versions) {
        return versions.stream()
                .map(version -> (ParsedSchemaHolder) new SimpleParsedSchemaHolder(version.schema()))
                .toList();
    }

    private static boolean same(AvroSchema one, AvroSchema other) {
        return one.canonicalString().equals(other.canonicalString())
                && one.references().equals(other.references());
    }

    private void add(Version version) {
        versions.computeIfAbsent(version.subject(), _ -> new ArrayList<>()).add(version);
        schemas.put(version.id(), version.schema());
    }

    private void load() throws SQLException {
        try (var connection = database.getConnection()) {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS registry");
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS registry.version (
                            subject text NOT NULL,
                            number int NOT NULL,
                            id int NOT NULL,
                            schema text NOT NULL,
                            schema_references text NOT NULL,
                            PRIMARY KEY (subject, number))""");
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS registry.level (
                            subject text PRIMARY KEY,
                            level text NOT NULL)""");
            }
            loadVersions(connection);
            loadLevels(connection);
        }
    }

    private void loadVersions(Connection connection) throws SQLException {
        // A schema's id is greater than those it refers to, so whatever it needs has been read before it.
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT subject, number, id, schema, schema_references"
                        + " FROM registry.version ORDER BY id, subject, number")) {
            while (rows.next()) {
                var schema = parse(rows.getString("schema"), references(rows.getString("schema_references")));
                add(new Version(rows.getString("subject"), rows.getInt("number"), rows.getInt("id"), schema));
            }
        }
        versions.values().forEach(list -> list.sort((a, b) -> Integer.compare(a.number(), b.number())));
    }

    private void loadLevels(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT subject, level FROM registry.level")) {
            while (rows.next()) {
                levels.put(rows.getString("subject"), CompatibilityLevel.valueOf(rows.getString("level")));
            }
        }
    }

    private void save(Version version) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO registry.version"
                        + " (subject, number, id, schema, schema_references) VALUES (?, ?, ?, ?, ?)")) {
            insert.setString(1, version.subject());
            insert.setInt(2, version.number());
            insert.setInt(3, version.id());
            insert.setString(4, version.schema().canonicalString());
            insert.setString(5, JSON.writeValueAsString(version.schema().references()));
            insert.executeUpdate();
        } catch (SQLException | JsonProcessingException e) {
            log.warn("{} version {} can't be stored", version.subject(), version.number(), e);
            throw RegistryFault.storeAway();
        }
    }

    private void save(String subject, CompatibilityLevel level) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement("INSERT INTO registry.level (subject, level) VALUES (?, ?)"
                        + " ON CONFLICT (subject) DO UPDATE SET level = excluded.level")) {
            upsert.setString(1, subject);
            upsert.setString(2, level.name());
            upsert.executeUpdate();
        } catch (SQLException e) {
            log.warn("the compatibility of {} can't be stored", subject, e);
            throw RegistryFault.storeAway();
        }
    }

    private static List<SchemaReference> references(String json) throws SQLException {
        try {
            return JSON.readValue(json, new TypeReference<List<SchemaReference>>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("registry.version: unreadable references " + json, e);
        }
    }
}
