package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import noroshi.core.jurisdiction.AuthorityCode;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kafka's clients count is shown, but not by topic: its name tells who filed and where it went. */
class ClientMetersTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    ClientMetersTest() {
        meters.config().meterFilter(WireConfiguration.topicsUntold());
    }

    @Test
    void whatAClientCountsByTopicIsNotShown() {
        var producer = new MockProducer<String, byte[]>();
        try (var counts = new Metrics()) {
            count(counts, producer, "producer-metrics", Map.of("client-id", "noroshi-publisher"));
            count(
                    counts,
                    producer,
                    "producer-topic-metrics",
                    Map.of("client-id", "noroshi-publisher", "topic", Topics.deliveries(AuthorityCode.PPC)));
            try (var binder = new KafkaClientMetrics(producer)) {
                binder.bindTo(meters);

                assertThat(meters.getMeters())
                        .extracting(meter -> meter.getId().getName())
                        .containsExactly("kafka.producer.record.send.rate");
            }
        }
    }

    private static void count(
            Metrics counts, MockProducer<String, byte[]> producer, String group, Map<String, String> tags) {
        var name = new MetricName("record-send-rate", group, "", tags);
        Measurable once = (_, _) -> 1;
        counts.addMetric(name, once);
        producer.setMockMetrics(name, counts.metric(name));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.consumer.fetch.manager.records.lag, topic, intake.chubu-power, false",
        "kafka.consumer.coordinator.assigned.partitions, client.id, noroshi-intake, true",
        "publish.time, topic, intake, true"
    })
    void noMeterOfAClientNamesATopic(String name, String tag, String value, boolean shown) {
        meters.counter(name, tag, value);

        assertThat(meters.getMeters()).hasSize(shown ? 1 : 0);
    }
}
