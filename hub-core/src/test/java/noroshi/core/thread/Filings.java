package noroshi.core.thread;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.FormCode;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** Filings as people speak of them, for tests. */
public record Filings(
        String slug,
        Stage stage,
        Instant awarenessAt,
        @Nullable Instant occurredAt,
        List<String> lines,
        Answer onCriticalComputer,
        List<Cause> causes,
        @Nullable EventClass eventClass,
        @Nullable Integer severity,
        Tlp tlp,
        boolean exercise,
        boolean nearMiss,
        boolean hotline) {

    public static final Content CONTENT = new Content("件名", "概要", List.of(), Map.of(), Map.of());

    /** A preliminary report of an incident that the operator recognised at {@code awareness} (with offset). */
    public static Filings of(String slug, String awareness, String... lines) {
        return new Filings(
                slug,
                Stage.PRELIMINARY,
                at(awareness),
                null,
                List.of(lines),
                Answer.UNKNOWN,
                List.of(),
                null,
                null,
                Tlp.AMBER,
                false,
                false,
                false);
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

    public Filings stage(Stage other) {
        return new Filings(
                slug,
                other,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                tlp,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings occurred(String time) {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                at(time),
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                tlp,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings onCriticalComputer(Answer answer) {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                answer,
                causes,
                eventClass,
                severity,
                tlp,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings causedBy(Cause... by) {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                List.of(by),
                eventClass,
                severity,
                tlp,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings severity(int level) {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                level,
                tlp,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings tlp(Tlp label) {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                label,
                exercise,
                nearMiss,
                hotline);
    }

    public Filings asExercise() {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                tlp,
                true,
                nearMiss,
                hotline);
    }

    public Filings asNearMiss() {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                EventClass.SIGN_OR_NEAR_MISS,
                severity,
                tlp,
                exercise,
                true,
                hotline);
    }

    public Filings byHotline() {
        return new Filings(
                slug,
                stage,
                awarenessAt,
                occurredAt,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                tlp,
                exercise,
                nearMiss,
                true);
    }

    public OperatorEntry operator() {
        return entry(slug);
    }

    public Filing filing() {
        return new Filing(
                new FormCode("RANSOMWARE"),
                stage,
                awarenessAt,
                occurredAt,
                null,
                lines,
                onCriticalComputer,
                causes,
                eventClass,
                severity,
                null,
                PersonalData.UNKNOWN,
                null,
                tlp,
                Consents.NONE,
                exercise,
                nearMiss,
                hotline);
    }

    /** The command that files it under {@code key}, received five minutes after awareness. */
    public ReportThreadCommand.SubmitReport submitted(String key) {
        var operator = new OperatorSlug(slug);
        var report = ReportId.of(operator, key);
        return new ReportThreadCommand.SubmitReport(
                ThreadId.openedBy(report), report, operator, filing(), CONTENT, "hash", awarenessAt.plusSeconds(300));
    }

    /** A revision that states nothing. */
    public static Revision nothingNew() {
        return revision(null, null, null, null, null);
    }

    public static Revision awareness(String time) {
        return revision(at(time), null, null, null, null);
    }

    public static Revision criticalComputer(Answer answer) {
        return revision(null, answer, null, null, null);
    }

    public static Revision callingTheHotline() {
        return revision(null, null, true, null, null);
    }

    public static Revision labelled(Tlp label) {
        return revision(null, null, null, label, null);
    }

    public static Revision saidToBeADrill() {
        return revision(null, null, null, null, true);
    }

    private static Revision revision(
            @Nullable Instant awarenessAt,
            @Nullable Answer onCriticalComputer,
            @Nullable Boolean hotline,
            @Nullable Tlp tlp,
            @Nullable Boolean exercise) {
        return new Revision(
                null,
                awarenessAt,
                null,
                null,
                null,
                onCriticalComputer,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                hotline,
                null,
                null,
                null,
                null,
                null,
                tlp,
                exercise);
    }
}
