package noroshi.api.stream;

import java.util.List;
import java.util.TreeMap;
import noroshi.api.view.request.RequestsArrived;
import noroshi.api.view.timeline.Arrived.News;
import noroshi.api.view.timeline.Arrived.Recall;
import noroshi.api.view.timeline.TimelineEntry;
import tools.jackson.databind.json.JsonMapper;

/**
 * 配信の書式. The stream's text, as the HTML standard defines Server-Sent Events. An id without data is no event, but
 * moves the reader's {@code Last-Event-ID}: so who is cut off after a long silence does not begin far back.
 */
final class Wording {

    private static final int RETRY_MILLIS = 2_000;

    private final JsonMapper json;

    /** @param json writes an entry as the timeline's answers have it */
    Wording(JsonMapper json) {
        this.json = json;
    }

    String opening(long position) {
        return "retry: %d\nid: %d\n\n".formatted(RETRY_MILLIS, position);
    }

    String heartbeat(long position) {
        return ":\nid: %d\n\n".formatted(position);
    }

    /** All that belongs to one position is told under its id, which the last of it bears: it is resumed as a whole. */
    String of(List<News> entries, List<RequestsArrived.News> requests) {
        var told = new TreeMap<Long, String>();
        entries.forEach(news -> told.put(news.position(), text(news)));
        requests.forEach(news -> told.merge(news.position(), text(news), String::concat));
        return String.join("", told.values());
    }

    private String text(RequestsArrived.News news) {
        var text = new StringBuilder();
        event(text, "request", json.writeValueAsString(news.request()), true, news.position());
        return text.toString();
    }

    private String text(News news) {
        var text = new StringBuilder();
        int rest = news.recalled().size() + news.entries().size();
        for (Recall recall : news.recalled()) {
            event(text, "recall", json.writeValueAsString(recall), --rest == 0, news.position());
        }
        for (TimelineEntry entry : news.entries()) {
            event(text, "entry", json.writeValueAsString(entry), --rest == 0, news.position());
        }
        return text.toString();
    }

    private static void event(StringBuilder text, String name, String data, boolean isLast, long position) {
        text.append("event: ").append(name).append('\n');
        if (isLast) {
            text.append("id: ").append(position).append('\n');
        }
        text.append("data: ").append(data).append("\n\n");
    }
}
