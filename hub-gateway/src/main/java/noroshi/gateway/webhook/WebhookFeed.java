package noroshi.gateway.webhook;

import com.google.common.collect.Lists;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import noroshi.gateway.webhook.Outbox.Noted;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 通知の記入. Notes for each webhook what is news to its owner, in the transaction that moves on in the record: so each
 * event is noted once, whatever is killed. What is sent, and when, is the {@link Courier}'s.
 */
final class WebhookFeed implements Projection {

    private static final int TOGETHER = 100;

    private final Function<Collection<String>, Map<String, List<RecordedEvent>>> histories;
    private final NewsReader reader;
    private final Outbox outbox;

    /** @param histories all events that bear some {@code thread=} tags, by their values, in order */
    WebhookFeed(
            Function<Collection<String>, Map<String, List<RecordedEvent>>> histories,
            NewsReader reader,
            Outbox outbox) {
        this.histories = histories;
        this.reader = reader;
        this.outbox = outbox;
    }

    @Override
    public String name() {
        return "webhook_feed";
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public String ddl(ViewTables tables) {
        return "";
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        List<Webhook> webhooks = webhooks(connection);
        if (webhooks.isEmpty()) {
            return;
        }
        var bySubject = new LinkedHashMap<String, List<RecordedEvent>>();
        for (RecordedEvent recorded : batch) {
            Subject.of(recorded)
                    .ifPresent(subject -> bySubject
                            .computeIfAbsent(subject, _ -> new ArrayList<>())
                            .add(recorded));
        }
        var news = new ArrayList<Noted>();
        Lease.during(connection, () -> {
            for (List<String> subjects : Lists.partition(List.copyOf(bySubject.keySet()), TOGETHER)) {
                Map<String, List<RecordedEvent>> known = histories.apply(subjects);
                for (String subject : subjects) {
                    var about = reader.about(known.getOrDefault(subject, List.of()));
                    for (RecordedEvent recorded : bySubject.getOrDefault(subject, List.of())) {
                        news.addAll(noted(webhooks, subject, recorded, about));
                    }
                }
            }
        });
        outbox.note(news, connection);
    }

    /** Also for those that are disabled: what comes meanwhile is kept for them. */
    private static List<Noted> noted(
            List<Webhook> webhooks, String subject, RecordedEvent recorded, NewsReader.About about) {
        var noted = new ArrayList<Noted>();
        for (Webhook webhook : webhooks) {
            if (recorded.position() > webhook.afterPosition()) {
                about.read(webhook.owner().viewer(), recorded)
                        .filter(webhook::wants)
                        .ifPresent(news -> noted.add(
                                new Noted(webhook.id(), news.kind(), subject, recorded.position(), recorded.id())));
            }
        }
        return noted;
    }

    private static List<Webhook> webhooks(Connection connection) throws SQLException {
        var webhooks = new ArrayList<Webhook>();
        try (PreparedStatement select = connection.prepareStatement("select * from gateway.webhook");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                webhooks.add(Webhooks.webhook(rows));
            }
        }
        return webhooks;
    }
}
