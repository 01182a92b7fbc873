package noroshi.gateway.webhook;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import noroshi.gateway.webhook.Outbox.Claimed;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** 記録からの読直し. A message as the record has it when it is sent; what the record knows nothing of, the hub says itself. */
final class RecordedNews implements Courier.Readings {

    private final Ledger ledger;
    private final NewsReader reader;
    private final URI hub;

    RecordedNews(Ledger ledger, NewsReader reader, URI hub) {
        this.ledger = ledger;
        this.reader = reader;
        this.hub = hub;
    }

    @Override
    public Optional<News> read(Claimed message) {
        Long position = message.position();
        if (position == null) {
            return Optional.of(ownNews(message));
        }
        RecordedEvent recorded = ledger.read(position - 1, 1).getFirst();
        return reader.about(ledger.ofTag("thread", message.subject()))
                .read(message.webhook().owner().viewer(), recorded)
                .filter(message.webhook()::wants);
    }

    private News ownNews(Claimed message) {
        var data = new LinkedHashMap<String, Object>();
        data.put("webhookId", message.subject());
        data.put(
                "url",
                hub.resolve("/v1/webhooks/%s/attempts".formatted(message.subject()))
                        .toString());
        return new News(
                message.kind(), message.notedAt(), message.webhook().wish().exercise(), data);
    }
}
