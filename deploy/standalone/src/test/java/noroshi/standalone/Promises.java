package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import noroshi.standalone.Filers.Accepted;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hub's promises, held against what it answered with 202 while it was disturbed: nothing lost, nothing twice, in
 * order, nothing altered, and views that say the same when they are built anew.
 */
final class Promises {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Identity MINISTRY = Identity.parse("ministry:METI");
    private static final String MINISTRYS_TOPIC = "deliveries.meti";
    private static final List<String> BULLETINS = List.of("bulletins.electricity", "bulletins.gas");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Identity ANALYST = Identity.parse("nco:tanaka");

    private final Map<String, String> environment;
    private final HttpHub http;

    Promises(Map<String, String> environment, HttpHub http) {
        this.environment = environment;
        this.http = http;
    }

    /** Waits until all that was accepted is settled, and checks every promise. */
    void assertHeld(List<Accepted> accepted) throws Exception {
        for (Accepted one : accepted) {
            assertRecorded(one);
        }
        awaitViewsAtHead();
        Map<String, List<String>> reportsByThread =
                accepted.stream().collect(groupingBy(Accepted::thread, mapping(Accepted::report, toList())));
        assertInTheRecordOnceAndInOrder(reportsByThread);
        assertInEachThreadOnceAndInOrder(reportsByThread);
        assertInTheTimelineOnce(accepted);
        assertDeliveredInOrderUnderOneIdEach(reportsByThread);
        assertRebuiltViewsAreTheLiveOnes();
        assertThat(maintenance().verify()).as("the chain").isTrue();
    }

    private void assertRecorded(Accepted one) throws Exception {
        String path = "/v1/submissions/" + one.report();
        JsonNode submission = LiveHub.await(
                path,
                () -> http.getAsOperator(one.operator(), path).body(),
                body -> !body.path("state").asString("RECEIVED").equals("RECEIVED"));
        assertThat(submission.path("state").asString()).as("%s", submission).isEqualTo("RECORDED");
    }

    /** In the record itself, whatever the views say. */
    private void assertInTheRecordOnceAndInOrder(Map<String, List<String>> accepted) throws Exception {
        Map<String, List<String>> recorded = new HashMap<>();
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select substr(t.tag, length('thread=') + 1), e.payload
                        from ledger.event_tag t join ledger.events e using (position)
                        where t.tag like 'thread=%' and e.type = 'noroshi.ReportSubmitted' order by t.position
                        """)) {
            while (rows.next()) {
                recorded.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(JSON.readTree(rows.getBytes(2)).path("report").asString());
            }
        }
        recorded.forEach((thread, reports) ->
                assertThat(reports).as("record, thread %s", thread).doesNotHaveDuplicates());
        accepted.forEach((thread, reports) ->
                assertThat(recorded.get(thread)).as("record, thread %s", thread).containsSubsequence(reports));
    }

    private void assertInEachThreadOnceAndInOrder(Map<String, List<String>> accepted) throws Exception {
        for (var one : accepted.entrySet()) {
            var answer = http.get(ANALYST, "/v1/reports/" + one.getKey());
            assertThat(answer.body().path("reports").findValuesAsString("reportId"))
                    .as("thread %s", one.getKey())
                    .doesNotHaveDuplicates()
                    .containsSubsequence(one.getValue());
        }
    }

    private void assertInTheTimelineOnce(List<Accepted> accepted) throws Exception {
        var submitted = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = http.get(ANALYST, "/v1/timeline?limit=200&order=asc" + cursor)
                    .body();
            for (JsonNode entry : page.path("items")) {
                if (entry.path("kind").asString().equals("REPORT_SUBMITTED")) {
                    submitted.add(entry.path("reportId").asString());
                }
            }
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(submitted)
                .as("timeline")
                .doesNotHaveDuplicates()
                .containsAll(accepted.stream().map(Accepted::report).toList());
    }

    /** At least once on the topic, by effect once: what is there twice has the same id. */
    private void assertDeliveredInOrderUnderOneIdEach(Map<String, List<String>> accepted) throws Exception {
        RunningHub.trustPublishedSchemas();
        Set<String> missing = new HashSet<>();
        accepted.values().forEach(missing::addAll);
        var ids = new TreeMap<String, Set<String>>();
        var firstSeen = new HashMap<String, List<String>>();
        read(List.of(MINISTRYS_TOPIC), missing::isEmpty, record -> {
            String report = record.value().get("reportId").toString();
            if (missing.remove(report)) {
                firstSeen.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(report);
            }
            ids.computeIfAbsent(report, _ -> new HashSet<>()).add(eventId(record));
        });
        assertThat(missing).as("accepted, and not on the ministry's topic").isEmpty();
        assertThat(ids).allSatisfy((report, one) -> assertThat(one).as(report).hasSize(1));
        assertThat(firstSeen).as("in order on the topic").isEqualTo(accepted);
    }

    /** Each bulletin that was said to be issued is on each of its sectors' topics, by effect once. */
    void assertIssuedUnderOneIdEach(List<String> bulletins) throws Exception {
        Set<String> missing = new HashSet<>();
        for (String topic : BULLETINS) {
            bulletins.forEach(bulletin -> missing.add(topic + " " + bulletin));
        }
        var ids = new TreeMap<String, Set<String>>();
        read(BULLETINS, missing::isEmpty, record -> {
            String place = record.topic() + " " + record.key();
            missing.remove(place);
            ids.computeIfAbsent(place, _ -> new HashSet<>()).add(eventId(record));
        });
        assertThat(missing).as("issued, and not on its topic").isEmpty();
        assertThat(ids).allSatisfy((place, one) -> assertThat(one).as(place).hasSize(1));
    }

    private static String eventId(ConsumerRecord<?, ?> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    /** Reads topics as the ministry from the beginning, until all is there and nothing more comes. */
    private void read(List<String> topics, BooleanSupplier isAll, Consumer<ConsumerRecord<String, GenericRecord>> each)
            throws Exception {
        Map<String, Object> properties =
                new HashMap<>(HubClient.find(environment).kafka(MINISTRY));
        properties.put("group.id", MINISTRY.principal() + ".promises");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", KafkaAvroDeserializer.class);
        try (var consumer = new KafkaConsumer<String, GenericRecord>(properties)) {
            consumer.subscribe(topics);
            long end = System.nanoTime() + PATIENCE.toNanos();
            boolean more = true;
            while (System.nanoTime() < end && (more || !isAll.getAsBoolean())) {
                var records = consumer.poll(Duration.ofSeconds(1));
                more = !records.isEmpty();
                records.forEach(each);
            }
        }
    }

    /** Compared while nothing is recorded: what is recorded in between, the rebuilt ones have and the live ones had not. */
    private void assertRebuiltViewsAreTheLiveOnes() throws Exception {
        Map<String, String> live;
        Map<String, String> rebuilt;
        long head;
        do {
            head = awaitViewsAtHead();
            live = rows();
            maintenance().rebuild(List.of());
            rebuilt = rows();
        } while (awaitViewsAtHead() > head);
        assertThat(rebuilt).isEqualTo(live).hasSizeGreaterThanOrEqualTo(7);
    }

    /** Where it is then. */
    private long awaitViewsAtHead() throws Exception {
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection()) {
            return LiveHub.await("every view at the record's head", () -> number(connection, """
                            select case when bool_and(position >= head) then min(head) else 0 end
                            from (select * from api.view_pointer union all select * from gateway.view_pointer) p,
                              (select max(position) as head from ledger.events) e
                            where live"""), head -> head > 0);
        }
    }

    /** A hash over each view's rows, whatever their order. */
    private Map<String, String> rows() throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection()) {
            for (String view : texts(connection, """
                    select schemaname || '.' || viewname from pg_views
                    where schemaname in ('api', 'gateway') order by 1""")) {
                rows.put(view, texts(connection, """
                        select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '')
                        from %s t""".formatted(view)).getFirst());
            }
        }
        return rows;
    }

    private static long number(Connection connection, String query) throws SQLException {
        return Long.parseLong(texts(connection, query).getFirst());
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private Maintenance maintenance() {
        return new Maintenance(environment, new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    }
}
