package noroshi.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.deadline.Tokyo;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.FormCode;
import noroshi.core.report.Indicator;
import noroshi.core.report.Kind;
import noroshi.core.report.Mark;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Revision;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.form.Form;
import noroshi.form.Forms;
import noroshi.form.Rule;
import noroshi.web.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 提出の読取り. Makes the command of what an operator filed, or names everything that is wrong with it. Both doors read
 * by it: the body has the shape of the POST's, whichever way it came.
 */
public final class FilingReader {

    /** As far as an operator's clock may run ahead of the hub's. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Forms forms;

    public FilingReader(Forms forms) {
        this.forms = forms;
    }

    /**
     * The command that the body asks for.
     *
     * @throws InvalidFiling with all faults, if it asks for none that could be taken
     */
    public Submission read(Kind kind, JsonNode body, Envelope envelope) {
        var faults = new Faults();
        Optional<Submission> command =
                Texts.check(body, faults) ? command(kind, body, envelope, faults) : Optional.empty();
        if (!faults.isEmpty()) {
            throw new InvalidFiling(faults.all());
        }
        return command.orElseThrow();
    }

    private Optional<Submission> command(Kind kind, JsonNode body, Envelope envelope, Faults faults) {
        if (!(body instanceof ObjectNode object)) {
            faults.add(Fault.of(Reason.INVALID, "", Items.shape(body), "JSONオブジェクト", "a JSON object"));
            return Optional.empty();
        }
        var items = new Items(object, rule(kind), "", faults);
        Optional<Submission> command = switch (kind) {
            case REPORT -> report(items, envelope, faults);
            case FOLLOW_UP -> followUp(items, envelope, thread(envelope, faults), faults);
            case CORRECTION -> correction(items, envelope, thread(envelope, faults), faults);
            case WITHDRAWAL -> withdrawal(items, envelope, thread(envelope, faults));
        };
        items.end();
        return command;
    }

    private Rule rule(Kind kind) {
        return switch (kind) {
            case REPORT, FOLLOW_UP -> forms.report();
            case CORRECTION -> forms.correction();
            case WITHDRAWAL -> forms.withdrawal();
        };
    }

    private static @Nullable ThreadId thread(Envelope envelope, Faults faults) {
        if (envelope.thread() == null) {
            faults.add(Items.missing("threadId", "続ける事案の番号", "the id of the thread that this continues"));
        }
        return envelope.thread();
    }

    private Optional<Submission> report(Items items, Envelope envelope, Faults faults) {
        Revision stated = stated(items, envelope, faults);
        Stage stage = items.code("stage", Stage.class);
        items.requireStated();
        FormCode form = stated.form();
        Instant awarenessAt = stated.awarenessAt();
        String title = stated.title();
        String summary = stated.summary();
        if (form == null || stage == null || awarenessAt == null || title == null || summary == null) {
            return Optional.empty();
        }
        var filing = new Filing(
                form,
                stage,
                awarenessAt,
                stated.occurredAt(),
                stated.vendorNotifiedAt(),
                or(stated.serviceLines(), List.of()),
                or(stated.onCriticalComputer(), Answer.UNKNOWN),
                or(stated.causes(), List.of()),
                stated.eventClass(),
                stated.severityEstimate(),
                stated.serviceLevelDeviation(),
                or(stated.personalData(), PersonalData.UNKNOWN),
                stated.prefecture(),
                or(stated.tlp(), Tlp.AMBER),
                or(stated.consents(), Consents.NONE),
                or(stated.exercise(), false),
                or(stated.nearMiss(), false),
                or(stated.hotline(), false),
                stated.breach(),
                stated.seriousAccident(),
                stated.governmentCloud(),
                stated.severityViewpoints());
        var content = new Content(
                title,
                summary,
                or(stated.indicators(), List.of()),
                or(stated.details(), Map.of()),
                or(stated.contact(), Map.of()),
                or(stated.assets(), List.of()),
                or(stated.marks(), List.of()));
        return Optional.of(new SubmitReport(
                ThreadId.openedBy(envelope.report()),
                envelope.report(),
                envelope.operator(),
                filing,
                content,
                envelope.bodyHash(),
                envelope.receivedAt()));
    }

    private Optional<Submission> followUp(Items items, Envelope envelope, @Nullable ThreadId thread, Faults faults) {
        Revision stated = stated(items, envelope, faults);
        Stage stage = items.required("stage", items.code("stage", Stage.class));
        if (stage == Stage.PRELIMINARY) {
            items.fault("stage", stage, "FOLLOW_UP、DETAILED、FINAL のいずれか", "FOLLOW_UP, DETAILED or FINAL");
        }
        return thread == null || stage == null
                ? Optional.empty()
                : Optional.of(new SubmitFollowUp(
                        thread,
                        envelope.report(),
                        envelope.operator(),
                        stage,
                        stated,
                        envelope.bodyHash(),
                        envelope.receivedAt()));
    }

    private Optional<Submission> correction(Items items, Envelope envelope, @Nullable ThreadId thread, Faults faults) {
        String reason = items.text("reason");
        Items corrections = items.object("corrections", forms.report());
        items.requireStated();
        if (corrections == null) {
            return Optional.empty();
        }
        Revision stated = stated(corrections, envelope, faults);
        corrections.end();
        if (corrections.isEmpty()) {
            items.fault("corrections", "{}", "訂正する項目を1つ以上", "at least one item to correct");
        }
        return thread == null || reason == null
                ? Optional.empty()
                : Optional.of(new CorrectReport(
                        thread,
                        envelope.report(),
                        envelope.operator(),
                        stated,
                        reason,
                        envelope.bodyHash(),
                        envelope.receivedAt()));
    }

    private static Optional<Submission> withdrawal(Items items, Envelope envelope, @Nullable ThreadId thread) {
        String reason = items.text("reason");
        items.requireStated();
        return thread == null || reason == null
                ? Optional.empty()
                : Optional.of(new RequestWithdrawal(
                        thread,
                        envelope.report(),
                        envelope.operator(),
                        reason,
                        envelope.bodyHash(),
                        envelope.receivedAt()));
    }

    private Revision stated(Items items, Envelope envelope, Faults faults) {
        Form form = form(items, envelope);
        Severity viewpoints = viewpoints(items);
        ObjectNode details = items.node("details");
        return new Revision(
                form == null ? null : form.code(),
                awarenessAt(items, envelope),
                items.instant("occurredAt"),
                items.instant("vendorNotifiedAt"),
                serviceLines(items),
                items.code("onCriticalComputer", Answer.class),
                items.codes("cause", Cause.class),
                items.code("eventClass", EventClass.class),
                estimate(items, viewpoints),
                items.flag("serviceLevelDeviation"),
                items.code("personalData", PersonalData.class),
                items.text("prefecture"),
                consents(items),
                items.flag("nearMiss"),
                items.flag("hotline"),
                breach(items),
                items.code("seriousAccident", Answer.class),
                items.flag("governmentCloud"),
                items.text("title"),
                items.text("summary"),
                indicators(items),
                details(items, details, form, faults),
                contact(items),
                items.code("tlp", Tlp.class),
                items.flag("exercise"),
                viewpoints,
                assets(items),
                marks(items, details, envelope, faults));
    }

    private @Nullable Form form(Items items, Envelope envelope) {
        String code = items.text("form");
        if (code == null) {
            return null;
        }
        LocalDate day = Tokyo.dayOf(envelope.receivedAt());
        Optional<Form> form = forms.find(code, day);
        if (form.isEmpty()) {
            String known = String.join(", ", forms.codes());
            items.fault("form", code, known + " のいずれか", "one of " + known);
        } else if (!form.get().inForce().contains(day)) {
            Period inForce = form.get().inForce();
            String last = inForce.to() == null ? "" : inForce.to().toString();
            items.fault(
                    Reason.FORM_NOT_IN_FORCE,
                    "form",
                    code,
                    "%s から %sの提出".formatted(inForce.from(), last.isEmpty() ? "" : last + " まで"),
                    "filed from %s on%s".formatted(inForce.from(), last.isEmpty() ? "" : " and until " + last));
        }
        return form.orElse(null);
    }

    private static @Nullable Instant awarenessAt(Items items, Envelope envelope) {
        Instant awarenessAt = items.instant("awarenessAt");
        Instant latest = envelope.receivedAt().plus(AHEAD);
        if (awarenessAt != null && awarenessAt.isAfter(latest)) {
            items.fault(
                    Reason.AWARENESS_IN_FUTURE,
                    "awarenessAt",
                    awarenessAt,
                    "%s 以前".formatted(latest),
                    "not after %s".formatted(latest));
        }
        return awarenessAt;
    }

    /** A code nobody knows is no fault: such a report goes to the national triage queue (R13). */
    private static @Nullable List<String> serviceLines(Items items) {
        List<String> lines = items.texts("serviceLines");
        String line = items.text("serviceLine");
        if (lines != null && line != null) {
            items.fault("serviceLine", line, "serviceLines とどちらか一方", "either this or serviceLines");
        }
        if (line != null) {
            return List.of(line);
        }
        return lines == null ? null : lines.stream().distinct().toList();
    }

    /** A number that nobody has notified is no fault either: the thread tells it. */
    private static @Nullable List<String> assets(Items items) {
        List<String> numbers = items.texts("assets");
        return numbers == null ? null : numbers.stream().distinct().toList();
    }

    private static @Nullable Consents consents(Items items) {
        Items consents = items.object("consents");
        if (consents == null) {
            return null;
        }
        var given = new Consents(
                or(consents.flag("ncoShare"), false),
                or(consents.flag("policeShare"), false),
                or(consents.flag("ceptoarAnonymised"), false),
                or(consents.flag("councilShare"), false),
                or(consents.flag("jpcertShare"), false),
                or(consents.flag("ipaShare"), false));
        consents.end();
        return given;
    }

    private static @Nullable Breach breach(Items items) {
        Items breach = items.object("breach");
        if (breach == null) {
            return null;
        }
        var stated = new Breach(
                breach.code("sensitive", Answer.class),
                breach.code("propertyRisk", Answer.class),
                breach.code("malicious", Answer.class),
                breach.integer("persons"),
                breach.code("myNumber", Answer.class));
        breach.end();
        return stated;
    }

    private static @Nullable Severity viewpoints(Items items) {
        Items viewpoints = items.object("severityViewpoints");
        if (viewpoints == null) {
            return null;
        }
        Integer continuity = viewpoints.integer("continuity");
        Integer safety = viewpoints.integer("safety");
        Integer confidence = viewpoints.integer("confidence");
        viewpoints.requireStated();
        viewpoints.end();
        return continuity == null || safety == null || confidence == null
                ? null
                : new Severity(continuity, safety, confidence);
    }

    /** As it is stated, or as the viewpoints have it: the whole is as severe as the severest of them. */
    private static @Nullable Integer estimate(Items items, @Nullable Severity viewpoints) {
        Integer stated = items.integer("severityEstimate");
        if (viewpoints == null) {
            return stated;
        }
        int highest = viewpoints.overall();
        if (stated != null && stated != highest) {
            items.fault(
                    "severityEstimate",
                    stated,
                    "観点別の最高値 %d、または省略".formatted(highest),
                    "the highest of the viewpoints, %d, or nothing".formatted(highest));
        }
        return highest;
    }

    private static @Nullable List<Indicator> indicators(Items items) {
        return items.objects("indicators", indicator -> {
            String type = indicator.text("type");
            String value = indicator.text("value");
            indicator.requireStated();
            return type == null || value == null ? null : new Indicator(type, value);
        });
    }

    private @Nullable Map<String, Object> details(
            Items items, @Nullable ObjectNode details, @Nullable Form form, Faults faults) {
        return details == null
                ? null
                : new Details(forms.report().part("details")).read(items.pathOf("details"), details, form, faults);
    }

    private static @Nullable Map<String, String> contact(Items items) {
        return items.textMap("contact");
    }

    /** What is null is not stated, and goes no further. */
    private static List<String> stated(ObjectNode details) {
        return details.properties().stream()
                .filter(item -> !item.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What continues a thread is held against what that states where it is decided on. */
    private static @Nullable List<Mark> marks(
            Items items, @Nullable ObjectNode details, Envelope envelope, Faults faults) {
        Predicate<String> isStated =
                item -> envelope.thread() != null || (details != null && Mark.isIn(stated(details), item));
        List<Mark> marks = items.objects("marks", mark -> {
            String item = mark.text("item");
            Mark.Flag flag = mark.code("flag", Mark.Flag.class);
            mark.requireStated();
            if (item == null || flag == null) {
                return null;
            }
            var read = new Mark(item, flag);
            read.fault(mark.pathOf("item"), isStated).ifPresent(faults::add);
            return read;
        });
        return marks == null ? null : marks.stream().distinct().toList();
    }

    private static <T> T or(@Nullable T stated, T otherwise) {
        return stated == null ? otherwise : stated;
    }
}
