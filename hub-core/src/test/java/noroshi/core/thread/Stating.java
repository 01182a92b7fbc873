package noroshi.core.thread;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Consents;
import noroshi.core.report.Indicator;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Revision;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** What a revision states, for tests: what is not set here stays as it was. */
public final class Stating {

    public @Nullable Instant awarenessAt;
    public @Nullable Instant occurredAt;
    public @Nullable Answer onCriticalComputer;
    public @Nullable Integer severity;
    public @Nullable PersonalData personalData;
    public @Nullable Consents consents;
    public @Nullable Boolean hotline;
    public @Nullable Breach breach;
    public @Nullable String title;
    public @Nullable String summary;
    public @Nullable List<Indicator> indicators;
    public @Nullable Map<String, Object> details;
    public @Nullable Tlp tlp;
    public @Nullable Boolean exercise;
    public @Nullable List<String> assets;
    public @Nullable List<Mark> marks;

    private Stating() {}

    public static Revision that(Consumer<Stating> items) {
        var it = new Stating();
        items.accept(it);
        return new Revision(
                null,
                it.awarenessAt,
                it.occurredAt,
                null,
                null,
                it.onCriticalComputer,
                null,
                null,
                it.severity,
                null,
                it.personalData,
                null,
                it.consents,
                null,
                it.hotline,
                it.breach,
                null,
                null,
                it.title,
                it.summary,
                it.indicators,
                it.details,
                null,
                it.tlp,
                it.exercise,
                null,
                it.assets,
                it.marks);
    }
}
