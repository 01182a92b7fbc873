package noroshi.api.export;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.thread.FiledItems;
import noroshi.api.view.thread.Particulars;
import noroshi.api.view.thread.ThreadSheet;
import noroshi.api.view.thread.ThreadSheet.DeliveryItem;
import noroshi.api.view.thread.ThreadSheet.Lacking;
import noroshi.api.view.thread.ThreadSheet.Report;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Status;
import noroshi.form.Form;
import noroshi.form.Item;
import noroshi.form.print.Sheet;
import noroshi.form.print.Sheet.Section;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** 報告書. Lays a thread out as the form's document: what was filed, what is still missing, who received it. */
final class ReportSheet {

    private static final String DETAILS = "details";
    private static final String INDICATORS = "indicators";
    private static final String MARKS = "marks";
    private static final String SERVICE_LINES = "serviceLines";

    /** The form is the title, and one line is filed as a list of one. */
    private static final Set<String> ELSEWHERE =
            Set.of("form", DETAILS, INDICATORS, MARKS, "serviceLine", "tlp", "exercise");

    private final Words words;
    private final ItemText text;
    private final Scope scope;

    ReportSheet(Words words, Scope scope) {
        this.words = words;
        this.text = new ItemText(words);
        this.scope = scope;
    }

    /**
     * The sheet.
     *
     * @param form null where the caller may not read what was filed
     * @param operator what the operator is called, or null where the caller may not know it
     * @param isDemoTime whether {@code now} is another time than the real one
     */
    Sheet of(
            ThreadSheet thread,
            @Nullable Form form,
            @Nullable String operator,
            OffsetDateTime now,
            boolean isDemoTime) {
        var sections = new ArrayList<Section>();
        sections.add(head(thread, operator, now));
        Particulars filing = thread.filing();
        if (form != null && filing != null && thread.content() != null) {
            ObjectNode items = FiledItems.of(filing, thread.content());
            sections.add(common(form, items, filing.awarenessAt().toLocalDate()));
            sections.add(own(form, items));
            indicators(form, items).ifPresent(sections::add);
            missing(thread).ifPresent(sections::add);
        }
        sections.add(deliveries(thread, now.toLocalDate()));
        sections.add(obligations(thread, now.toLocalDate()));
        return new Sheet(
                words.locale(),
                form == null ? words.of("title") : words.of(form.label()),
                label(thread.tlp()),
                banner(thread, isDemoTime),
                notices(thread, form),
                sections);
    }

    private static String label(Tlp tlp) {
        return "TLP:" + tlp.name().replace('_', '+');
    }

    private String banner(ThreadSheet thread, boolean isDemoTime) {
        return Stream.of(thread.exercise() ? "exercise" : "", isDemoTime ? "demoTime" : "")
                .filter(word -> !word.isEmpty())
                .map(words::of)
                .collect(Collectors.joining("\n"));
    }

    private List<String> notices(ThreadSheet thread, @Nullable Form form) {
        var notices = new ArrayList<String>();
        notices.add(words.of("notice.receipt"));
        notices.add(words.of("notice.now"));
        if (form != null && (form.status() == Status.ASSUMED || form.items().anyMatch(ReportSheet::isAssumed))) {
            notices.add(words.of("notice.assumed"));
        }
        if (thread.content() == null) {
            notices.add(words.of("notice.unreadable"));
        }
        return notices;
    }

    private static boolean isAssumed(Item item) {
        return item.status() == Status.ASSUMED;
    }

    private Section head(ThreadSheet thread, @Nullable String operator, OffsetDateTime now) {
        var rows = new ArrayList<List<String>>();
        rows.add(row("operator", operator == null ? words.of("hidden") : operator));
        rows.add(row("thread", thread.threadId().toString()));
        rows.add(row("state", words.of("phase", thread.state())));
        rows.add(row("reports", thread.reports().stream().map(this::report).collect(Collectors.joining("\n"))));
        rows.add(row("printedAt", text.time(now)));
        return new Section(words.of("section.head"), List.of(), rows);
    }

    private String report(Report report) {
        return "%s  %s  %s"
                .formatted(words.of("stage", report.stage()), report.receiptNumber(), text.time(report.receivedAt()));
    }

    private List<String> row(String word, String value) {
        return List.of(words.of(word), value);
    }

    private Section common(Form form, ObjectNode items, LocalDate day) {
        List<List<String>> rows = form.common().stream()
                .filter(item -> !ELSEWHERE.contains(item.path()))
                .flatMap(item -> rows(item, items, day))
                .toList();
        return new Section(words.of("section.common"), List.of(), rows);
    }

    /** The form's own items first, then what all forms ask, then what no form names. */
    private Section own(Form form, ObjectNode items) {
        List<Item> shared = form.common().stream()
                .filter(item -> item.path().equals(DETAILS))
                .flatMap(item -> item.parts().stream())
                .toList();
        List<Item> known = Stream.concat(form.own().stream(), shared.stream()).toList();
        Set<String> names = known.stream().map(Item::name).collect(Collectors.toSet());
        var rows = new ArrayList<List<String>>();
        known.forEach(item -> rows.add(List.of(
                words.of(item.label()) + mark(item.path(), items),
                text.of(item, items.path(DETAILS).path(item.name())))));
        Map<String, JsonNode> others = new TreeMap<>();
        items.path(DETAILS).properties().forEach(one -> others.put(one.getKey(), one.getValue()));
        others.forEach((name, value) -> {
            if (!names.contains(name)) {
                rows.add(List.of(name + mark(DETAILS + "." + name, items), text.plain(value)));
            }
        });
        return new Section(words.of("section.own"), List.of(), rows);
    }

    /** What leaves on paper says what is to be kept back. */
    private String mark(String item, ObjectNode items) {
        return items.path(MARKS)
                .valueStream()
                .filter(mark -> mark.path("item").asString("").equals(item))
                .map(mark -> "\n" + words.of("mark." + mark.path("flag").asString("")))
                .collect(Collectors.joining());
    }

    private Stream<List<String>> rows(Item item, ObjectNode items, LocalDate day) {
        JsonNode value = Form.at(items, item.path());
        if (item.path().equals(SERVICE_LINES)) {
            String lines = value.valueStream()
                    .map(line -> named(line.asString(""), day))
                    .collect(Collectors.joining("\n"));
            return Stream.of(List.of(words.of(item.label()), lines.isEmpty() ? words.of("unstated") : lines));
        }
        if (item.parts().isEmpty() || !Form.isStated(value)) {
            return Stream.of(List.of(words.of(item.label()), text.of(item, value)));
        }
        return item.parts().stream()
                .map(part -> List.of(
                        "%s: %s".formatted(words.of(item.label()), words.of(part.label())),
                        text.of(part, Form.at(items, part.path()))));
    }

    private String named(String code, LocalDate day) {
        return Stream.concat(
                        scope.sectorsOn(day).stream()
                                .filter(sector -> sector.code().value().equals(code))
                                .map(sector -> words.in(sector.ja(), sector.en())),
                        scope.businessesOn(day).stream()
                                .filter(business -> business.code().value().equals(code))
                                .map(business -> words.in(business.ja(), business.en())))
                .findFirst()
                .map(name -> "%s (%s)".formatted(name, code))
                .orElse(code);
    }

    private Optional<Section> indicators(Form form, ObjectNode items) {
        List<List<String>> rows = items.path(INDICATORS)
                .valueStream()
                .map(one ->
                        List.of(one.path("type").asString(""), one.path("value").asString("")))
                .toList();
        List<Item> parts = form.common().stream()
                .filter(item -> item.path().equals(INDICATORS))
                .flatMap(item -> item.parts().stream())
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        words.of("section.indicators"),
                        parts.stream().map(part -> words.of(part.label())).toList(),
                        rows));
    }

    private Optional<Section> missing(ThreadSheet thread) {
        List<Lacking> missing = thread.missing();
        if (missing == null || missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                words.of("section.missing"),
                List.of(words.of("item"), words.of("asked")),
                missing.stream()
                        .map(one -> List.of(
                                words.in(one.ja(), one.en()),
                                one.asked().stream()
                                        .map(asked -> article(asked.article(), asked.status()))
                                        .collect(Collectors.joining("\n"))))
                        .toList()));
    }

    private String article(String article, Status status) {
        return status == Status.ASSUMED ? "%s %s".formatted(article, words.of("assumed")) : article;
    }

    private Section deliveries(ThreadSheet thread, LocalDate day) {
        return new Section(
                words.of("section.deliveries"),
                List.of(words.of("addressee"), words.of("role"), words.of("basis"), words.of("receipt")),
                thread.deliveries().stream()
                        .map(one -> List.of(
                                authority(one.addressee(), day),
                                words.of("role", one.role()),
                                article(one.article(), one.ruleStatus()),
                                receipt(one)))
                        .toList());
    }

    /** The addressee's own record of receipt, or that there is none yet; nothing between. */
    private String receipt(DeliveryItem delivery) {
        OffsetDateTime acknowledged = delivery.acknowledgedAt();
        return acknowledged == null ? words.of("receipt.none") : text.time(acknowledged);
    }

    private Section obligations(ThreadSheet thread, LocalDate day) {
        return new Section(
                words.of("section.obligations"),
                List.of(words.of("addressee"), words.of("owed"), words.of("due"), words.of("state")),
                thread.obligations().stream()
                        .map(one -> List.of(
                                authority(one.addressee(), day),
                                "%s\n%s"
                                        .formatted(
                                                words.of("stage", one.type()),
                                                article(one.article(), one.ruleStatus())),
                                due(one),
                                words.of("standing", one.state())))
                        .toList());
    }

    private String due(ObligationItem obligation) {
        if (obligation.soft()) {
            return "%s\n%s %s"
                    .formatted(words.of("due.soft"), words.of("due.target"), text.time(obligation.dueBefore()));
        }
        LocalDate date = obligation.dueDate();
        return date == null ? text.time(obligation.dueBefore()) : date.toString();
    }

    private String authority(String code, LocalDate day) {
        return scope.authoritiesOn(day).stream()
                .filter(authority -> authority.code().value().equals(code))
                .findFirst()
                .map(authority -> words.in(authority.ja(), authority.en()))
                .orElse(code);
    }
}
