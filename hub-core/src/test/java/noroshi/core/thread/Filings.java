package noroshi.core.thread;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.FormCode;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** Filings as people speak of them, for tests. Each sentence makes another filing and leaves the one before as it is. */
public final class Filings {

    public static final Content CONTENT = new Content("件名", "概要", List.of(), Map.of(), Map.of(), List.of(), List.of());

    private final OperatorEntry operator;
    private final List<String> lines;
    private final Instant awarenessAt;
    private String form = "RANSOMWARE";
    private Stage stage = Stage.PRELIMINARY;
    private @Nullable Instant occurredAt;
    private Answer onCriticalComputer = Answer.UNKNOWN;
    private List<Cause> causes = List.of();
    private @Nullable EventClass eventClass;
    private @Nullable Integer severity;
    private @Nullable Boolean serviceLevelDeviation;
    private Tlp tlp = Tlp.AMBER;
    private PersonalData personalData = PersonalData.UNKNOWN;
    private @Nullable Breach breach;
    private @Nullable String prefecture;
    private Consents consents = Consents.NONE;
    private @Nullable Answer seriousAccident;
    private @Nullable Boolean governmentCloud;
    private boolean exercise;
    private boolean nearMiss;
    private boolean hotline;
    private List<String> assets = List.of();

    private Filings(OperatorEntry operator, Instant awarenessAt, List<String> lines) {
        this.operator = operator;
        this.awarenessAt = awarenessAt;
        this.lines = lines;
    }

    /** A preliminary report of an incident that the operator recognised at {@code awareness} (with offset). */
    public static Filings of(String slug, String awareness, String... lines) {
        return of(entry(slug), awareness, lines);
    }

    /** The same of an operator that is not of the demo register. */
    public static Filings of(OperatorEntry operator, String awareness, String... lines) {
        return of(operator, at(awareness), List.of(lines));
    }

    public static Filings of(OperatorEntry operator, Instant awareness, List<String> lines) {
        return new Filings(operator, awareness, lines);
    }

    private Filings with(Consumer<Filings> change) {
        var other = new Filings(operator, awarenessAt, lines);
        other.form = form;
        other.stage = stage;
        other.occurredAt = occurredAt;
        other.onCriticalComputer = onCriticalComputer;
        other.causes = causes;
        other.eventClass = eventClass;
        other.severity = severity;
        other.serviceLevelDeviation = serviceLevelDeviation;
        other.tlp = tlp;
        other.personalData = personalData;
        other.breach = breach;
        other.prefecture = prefecture;
        other.consents = consents;
        other.seriousAccident = seriousAccident;
        other.governmentCloud = governmentCloud;
        other.exercise = exercise;
        other.nearMiss = nearMiss;
        other.hotline = hotline;
        other.assets = assets;
        change.accept(other);
        return other;
    }

    public static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    public static OperatorEntry entry(String slug) {
        return DemoRegister.entries().stream()
                .filter(entry -> entry.slug().value().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    public Filings form(String code) {
        return with(it -> it.form = code);
    }

    public Filings stage(Stage of) {
        return with(it -> it.stage = of);
    }

    public Filings occurred(String time) {
        return occurred(at(time));
    }

    public Filings occurred(Instant time) {
        return with(it -> it.occurredAt = time);
    }

    public Filings onCriticalComputer(Answer answer) {
        return with(it -> it.onCriticalComputer = answer);
    }

    public Filings causedBy(Cause... by) {
        return causedBy(List.of(by));
    }

    public Filings causedBy(List<Cause> by) {
        return with(it -> it.causes = by);
    }

    public Filings ofClass(EventClass of) {
        return with(it -> it.eventClass = of);
    }

    public Filings severity(@Nullable Integer level) {
        return with(it -> it.severity = level);
    }

    public Filings serviceLevelDeviation(boolean deviates) {
        return with(it -> it.serviceLevelDeviation = deviates);
    }

    public Filings tlp(Tlp label) {
        return with(it -> it.tlp = label);
    }

    /** Personal data leaked, or may have; of what kind is not said. */
    public Filings personalData(PersonalData leaked) {
        return with(it -> it.personalData = leaked);
    }

    public Filings breach(Breach of) {
        return with(it -> it.breach = of);
    }

    public Filings damageIn(@Nullable String prefectureCode) {
        return with(it -> it.prefecture = prefectureCode);
    }

    public Filings consenting(Consents to) {
        return with(it -> it.consents = to);
    }

    public Filings seriousAccident(Answer answer) {
        return with(it -> it.seriousAccident = answer);
    }

    public Filings onGovernmentCloud() {
        return with(it -> it.governmentCloud = true);
    }

    public Filings asExercise() {
        return exercise(true);
    }

    public Filings exercise(boolean drill) {
        return with(it -> it.exercise = drill);
    }

    public Filings asNearMiss() {
        return with(it -> {
            it.nearMiss = true;
            it.eventClass = EventClass.SIGN_OR_NEAR_MISS;
        });
    }

    public Filings byHotline() {
        return hotline(true);
    }

    public Filings hotline(boolean called) {
        return with(it -> it.hotline = called);
    }

    /** The operator names what is struck by its own numbers. */
    public Filings naming(String... numbers) {
        return with(it -> it.assets = List.of(numbers));
    }

    public Instant awarenessAt() {
        return awarenessAt;
    }

    public OperatorEntry operator() {
        return operator;
    }

    public Filing filing() {
        return new Filing(
                new FormCode(form),
                stage,
                awarenessAt,
                occurredAt,
                null,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                serviceLevelDeviation,
                personalData,
                prefecture,
                tlp,
                consents,
                exercise,
                nearMiss,
                hotline,
                breach,
                seriousAccident,
                governmentCloud,
                null);
    }

    /** The command that files it under {@code key}, received five minutes after awareness. */
    public ReportThreadCommand.SubmitReport submitted(String key) {
        return submittedBy(operator.slug(), key);
    }

    /** The same by another operator, registered or not. */
    public ReportThreadCommand.SubmitReport submittedBy(OperatorSlug slug, String key) {
        var report = ReportId.of(slug, key);
        return new ReportThreadCommand.SubmitReport(
                ThreadId.openedBy(report),
                report,
                slug,
                filing(),
                new Content("件名", "概要", List.of(), Map.of(), Map.of(), assets, List.of()),
                "hash",
                awarenessAt.plusSeconds(300));
    }

    /** A revision that states nothing. */
    public static Revision nothingNew() {
        return Stating.that(_ -> {});
    }

    public static Revision awareness(String time) {
        return Stating.that(it -> it.awarenessAt = at(time));
    }

    public static Revision criticalComputer(Answer answer) {
        return Stating.that(it -> it.onCriticalComputer = answer);
    }

    public static Revision callingTheHotline() {
        return Stating.that(it -> it.hotline = true);
    }

    public static Revision labelled(Tlp label) {
        return Stating.that(it -> it.tlp = label);
    }

    /** What is said of personal data. */
    public static Revision leaked(PersonalData personalData, @Nullable Breach breach) {
        return Stating.that(it -> {
            it.personalData = personalData;
            it.breach = breach;
        });
    }

    /** The operator agrees to that, and to nothing else. */
    public static Revision consentingNow(Consents to) {
        return Stating.that(it -> it.consents = to);
    }

    /** The operator names these assets, and no others. */
    public static Revision namingNow(String... assets) {
        return Stating.that(it -> it.assets = List.of(assets));
    }

    /** The items of the form's specific part, and which of them are kept back; null leaves them as they were. */
    public static Revision detailed(@Nullable Map<String, Object> details, @Nullable List<Mark> marks) {
        return Stating.that(it -> {
            it.details = details;
            it.marks = marks;
        });
    }

    public static Revision saidToBeADrill() {
        return Stating.that(it -> it.exercise = true);
    }
}
