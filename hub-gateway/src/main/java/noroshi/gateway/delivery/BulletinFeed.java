package noroshi.gateway.delivery;

import static java.util.stream.Collectors.toSet;

import com.google.common.collect.Lists;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import noroshi.avro.Indicator;
import noroshi.core.bulletin.Bulletin;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Step;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.Remark;
import noroshi.core.sector.SectorCode;
import noroshi.gateway.wire.OpenTopics;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.Topics;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.apache.avro.specific.SpecificRecord;

/**
 * 情報提供の発信. Publishes a bulletin to each of its sectors once it has come as far as the operators there, and its
 * recall to each sector that it had come to. What was recalled or erased meanwhile is not published any more; its recall
 * is, for a round that was cut off behind its publishing may have let it out.
 *
 * <p>It keeps nothing: what is due follows from the record alone, under ids that are the same whenever it is sent.
 */
final class BulletinFeed implements Projection {

    private final Function<Collection<String>, Map<String, List<RecordedEvent>>> histories;
    private final Publisher publisher;
    private final OpenTopics topics;

    /** @param histories all events of each of some bulletins, by their ids, in order */
    BulletinFeed(
            Function<Collection<String>, Map<String, List<RecordedEvent>>> histories,
            Publisher publisher,
            OpenTopics topics) {
        this.histories = histories;
        this.publisher = publisher;
        this.topics = topics;
    }

    @Override
    public String name() {
        return "bulletin_feed";
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof BulletinEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return "";
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        var touched = new LinkedHashMap<BulletinId, Long>();
        for (RecordedEvent recorded : batch) {
            if (recorded.payload() instanceof BulletinEvent event) {
                touched.putIfAbsent(event.bulletin(), recorded.position());
            }
        }
        if (touched.isEmpty()) {
            return;
        }
        Map<String, List<RecordedEvent>> events = histories.apply(
                touched.keySet().stream().map(BulletinId::toString).toList());
        long upTo = batch.getLast().position();
        var messages = new ArrayList<Message>();
        touched.forEach((id, from) -> messages.addAll(due(events.getOrDefault(id.toString(), List.of()), from, upTo)));
        Lease.during(connection, () -> {
            topics.await(messages.stream().map(Message::topic).collect(toSet()));
            for (List<Message> together : Lists.partition(messages, Acknowledgements.AT_ONCE)) {
                publish(together);
            }
        });
    }

    /** What a bulletin's events from one position to another ask for. */
    private static List<Message> due(List<RecordedEvent> events, long from, long upTo) {
        var messages = new ArrayList<Message>();
        Bulletin last = Bulletin.UNWRITTEN;
        for (RecordedEvent recorded : events) {
            if (recorded.payload() instanceof BulletinEvent event) {
                last = Bulletin.evolve(last, event);
            }
        }
        Bulletin bulletin = Bulletin.UNWRITTEN;
        for (RecordedEvent recorded : events) {
            if (recorded.payload() instanceof BulletinEvent event && recorded.position() <= upTo) {
                Bulletin before = bulletin;
                bulletin = Bulletin.evolve(before, event);
                if (recorded.position() >= from && bulletin instanceof Published after) {
                    messages.addAll(due(before, after, last));
                }
            }
        }
        return messages;
    }

    private static List<Message> due(Bulletin before, Published after, Bulletin last) {
        var messages = new ArrayList<Message>();
        for (SectorCode sector : after.draft().facts().sectors()) {
            boolean isThere = after.hasReached(sector, Step.OPERATOR);
            boolean wasThere = before instanceof Published published && published.hasReached(sector, Step.OPERATOR);
            if (after instanceof Recalled recalled && !(before instanceof Recalled) && isThere) {
                messages.add(recall(recalled, sector));
            }
            BulletinContent content = after.draft().content();
            if (isThere && !wasThere && content != null && !(last instanceof Recalled)) {
                messages.add(bulletin(after, content, sector));
            }
        }
        return messages;
    }

    private static Message bulletin(Published bulletin, BulletinContent content, SectorCode sector) {
        var avro = noroshi.avro.Bulletin.newBuilder()
                .setBulletinId(bulletin.draft().id().value())
                .setSector(sector.value())
                .setSectors(bulletin.draft().facts().sectors().stream()
                        .map(SectorCode::value)
                        .toList())
                .setTlp(bulletin.draft().facts().tlp().name())
                .setExercise(bulletin.draft().facts().exercise())
                .setIssuedAt(bulletin.issuedAt())
                .setTitle(content.title())
                .setText(content.text())
                .setCountermeasures(content.countermeasures())
                // without those under a narrower label of their own: a topic has one label a record
                .setIndicators(content.indicatorsWithin(bulletin.draft().facts().tlp()).stream()
                        .map(indicator -> new Indicator(indicator.type(), indicator.value()))
                        .toList())
                .build();
        return message(bulletin, sector, avro, "Bulletin", bulletin.issuedAt());
    }

    private static Message recall(Recalled bulletin, SectorCode sector) {
        var avro = noroshi.avro.BulletinRecall.newBuilder()
                .setBulletinId(bulletin.draft().id().value())
                .setSector(sector.value())
                .setReason(Remark.text(bulletin.reason()))
                .setRecalledAt(bulletin.recalledAt())
                .build();
        return message(bulletin, sector, avro, "BulletinRecall", bulletin.recalledAt());
    }

    /** What is to be published; the key is the bulletin's id, so that a recall comes behind what it takes back. */
    private record Message(String topic, String key, SpecificRecord value, Map<String, String> headers) {}

    private static Message message(
            Published bulletin, SectorCode sector, SpecificRecord value, String type, Instant time) {
        String id = bulletin.draft().id().toString();
        UUID event = NamedUuid.of(type, id, sector.value());
        return new Message(
                Topics.of(Topics.bulletins(sector), bulletin.draft().facts().exercise()),
                id,
                value,
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        event.toString(),
                        "ce_type",
                        "noroshi." + type,
                        "ce_time",
                        time.toString(),
                        "ce_source",
                        "/sectors/" + sector));
    }

    private void publish(List<Message> messages) throws Exception {
        var published = new ArrayList<CompletableFuture<Void>>();
        for (Message message : messages) {
            published.add(Acknowledgements.notFailed(
                    publisher.publish(message.topic(), message.key(), message.value(), message.headers())));
        }
        Acknowledgements.await(published);
    }
}
