package noroshi.core.bulletin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThread;
import org.jspecify.annotations.Nullable;

/** 情報提供の要件. What a draft must fulfil whenever it is drafted, approved or issued: threads and register move on. */
final class BulletinRules {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_INDICATOR = 500;
    private static final int LONGEST_TYPE = 64;

    /** So many that a bulletin still fits into one record. */
    static final int MOST_INDICATORS = 1_000;

    private BulletinRules() {}

    /** Every fault of a draft, none if it may leave once it is approved. */
    static List<Fault> faults(
            BulletinFacts facts, @Nullable BulletinContent content, BulletinCase known, LocalDate today) {
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < facts.drawn().size(); i++) {
            ofThread("threads[%d]".formatted(i), facts.drawn().get(i), facts, known)
                    .ifPresent(faults::add);
        }
        faults.addAll(ofSectors(facts.sectors(), known.scope(), today));
        if (Tlp.AMBER.compareTo(facts.tlp()) < 0) {
            faults.add(invalid("tlp", facts.tlp(), "CLEAR, GREEN, AMBER", "CLEAR, GREEN or AMBER"));
        }
        if (content == null) {
            faults.add(invalid("text", new Phrase("消去済", "erased"), "内容", "a content"));
        } else {
            faults.addAll(ofContent(content));
            faults.addAll(telltales(facts.drawn(), known).in(content, facts.tlp()));
        }
        return List.copyOf(faults);
    }

    /** What must not be told of whom a bulletin draws on. */
    static Telltales telltales(List<Drawn> drawn, BulletinCase known) {
        List<OperatorEntry> entries = drawn.stream()
                .map(Drawn::operator)
                .distinct()
                .map(known.operators()::get)
                .filter(Objects::nonNull)
                .toList();
        List<Content> reported = drawn.stream()
                .flatMap(one -> known.source(one.thread()).dossier().stream())
                .flatMap(dossier -> Stream.ofNullable(dossier.content()))
                .toList();
        return new Telltales(entries, reported);
    }

    /**
     * That what was issued may still be passed on: a consent taken back, a thread withdrawn or a label narrowed ends it.
     *
     * @throws Refused without a word on whose thread it is
     */
    static void requireStanding(BulletinFacts facts, Map<OperatorSlug, Verdict> verdicts, BulletinCase known) {
        if (!lapses(facts, verdicts, known).isEmpty()) {
            throw new Refused(notShareable(
                    "bulletin", "共有の根拠の消滅", "no longer shareable", "共有できる情報提供", "a bulletin that may be passed on"));
        }
    }

    /** What has lapsed of that on which an issued bulletin rests; none while it may be passed on. */
    static List<Lapse> lapses(BulletinFacts facts, Map<OperatorSlug, Verdict> verdicts, BulletinCase known) {
        var lapses = new ArrayList<Lapse>();
        for (Drawn drawn : facts.drawn()) {
            ofThread("threads", drawn, facts, known)
                    .or(() -> isAllowed(facts, drawn.operator(), verdicts.get(drawn.operator()), known)
                            ? Optional.empty()
                            : Optional.of(notApproved(facts, drawn.operator())))
                    .ifPresent(fault -> lapses.add(new Lapse(drawn, fault)));
        }
        return List.copyOf(lapses);
    }

    /** @throws Refused with the first fault, if there is one */
    static void require(List<Fault> faults) {
        faults.stream().findFirst().ifPresent(fault -> {
            throw new Refused(fault);
        });
    }

    /** The originators without whose word a bulletin would leave. */
    static List<Fault> notApproved(BulletinFacts facts, Map<OperatorSlug, Verdict> verdicts, BulletinCase known) {
        return facts.originators().stream()
                .filter(operator -> !isAllowed(facts, operator, verdicts.get(operator), known))
                .map(operator -> notApproved(facts, operator))
                .toList();
    }

    private static Fault notApproved(BulletinFacts facts, OperatorSlug operator) {
        return Fault.of(
                Reason.BULLETIN_NOT_APPROVED,
                "approval",
                operator,
                "この案への承認 (tlp: %s)".formatted(facts.tlp()),
                "its approval of this revision (tlp: %s)".formatted(facts.tlp()));
    }

    private static boolean isAllowed(
            BulletinFacts facts, OperatorSlug operator, @Nullable Verdict verdict, BulletinCase known) {
        return verdict != null && verdict.allows(facts.tlp(), ownLabel(facts, operator, known));
    }

    /** The narrowest label that the operator's own threads bear. */
    static Tlp ownLabel(BulletinFacts facts, OperatorSlug operator, BulletinCase known) {
        return facts.drawn().stream()
                .filter(drawn -> drawn.operator().equals(operator))
                .flatMap(drawn -> known.source(drawn.thread()).dossier().stream())
                .map(dossier -> dossier.filing().tlp())
                .reduce(Tlp.CLEAR, (one, other) -> one.isNarrowerThan(other) ? one : other);
    }

    private static Optional<Fault> ofThread(String item, Drawn drawn, BulletinFacts facts, BulletinCase known) {
        Source source = known.source(drawn.thread());
        Dossier dossier = source.dossier()
                .filter(it -> it.operator().equals(drawn.operator()))
                .orElse(null);
        if (dossier == null) {
            return Optional.of(Fault.of(
                    Reason.THREAD_UNKNOWN, item, drawn.thread(), "閲覧できる事案", "a thread that the caller may read"));
        }
        if (source.thread() instanceof ReportThread.Withdrawn) {
            return Optional.of(notShareable(item, "取下げ済", "withdrawn", "取り下げられていない事案", "a thread that stands"));
        }
        Tlp label = dossier.filing().tlp();
        if (label.isNarrowerThan(Tlp.AMBER)) {
            return Optional.of(notShareable(item, label.name(), label.name(), "AMBER 以上に広い共有範囲", "AMBER or wider"));
        }
        if (source.isRevokedFor(facts.tlp())) {
            return Optional.of(
                    notShareable(item, "同意の撤回", "a consent taken back", "撤回のない同意", "no such consent taken back"));
        }
        if (dossier.filing().exercise() != facts.exercise()) {
            return Optional.of(invalid(
                    "exercise",
                    facts.exercise(),
                    "%s (%s)".formatted(dossier.filing().exercise(), item),
                    "%s, as %s".formatted(dossier.filing().exercise(), item)));
        }
        return Optional.empty();
    }

    private static Fault notShareable(String item, String ja, String en, String expectedJa, String expectedEn) {
        return Fault.of(Reason.NOT_SHAREABLE, item, new Phrase(ja, en), expectedJa, expectedEn);
    }

    private static List<Fault> ofSectors(List<SectorCode> sectors, Scope scope, LocalDate today) {
        var faults = new ArrayList<Fault>();
        if (sectors.isEmpty()) {
            faults.add(invalid("sectors", "[]", "1つ以上の分野", "one sector or more"));
        }
        for (int i = 0; i < sectors.size(); i++) {
            Sector row = scope.sector(sectors.get(i), today).orElse(null);
            if (row == null || row.parent() != null) {
                faults.add(invalid(
                        "sectors[%d]".formatted(i), sectors.get(i), "施行中の分野", "a sector in force, no sub-sector"));
            }
        }
        return faults;
    }

    private static List<Fault> ofContent(BulletinContent content) {
        var faults = new ArrayList<Fault>();
        addUnlessText(faults, "title", content.title(), LONGEST_TITLE);
        addUnlessText(faults, "text", content.text(), LONGEST_TEXT);
        if (content.countermeasures() != null) {
            addUnlessText(faults, "countermeasures", content.countermeasures(), LONGEST_TEXT);
        }
        int stated = content.indicators().size() + content.marked().size();
        if (stated > MOST_INDICATORS) {
            faults.add(invalid(
                    "indicators",
                    stated,
                    "%d 件以内".formatted(MOST_INDICATORS),
                    "at most %d".formatted(MOST_INDICATORS)));
        }
        for (int i = 0; i < content.indicators().size(); i++) {
            Indicator indicator = content.indicators().get(i);
            addUnlessText(faults, "indicators[%d].type".formatted(i), indicator.type(), LONGEST_TYPE);
            addUnlessText(faults, "indicators[%d].value".formatted(i), indicator.value(), LONGEST_INDICATOR);
        }
        for (MarkedIndicator marked : content.marked()) {
            if (marked.tlp() == Tlp.RED) {
                faults.add(invalid(marked.origin(), marked.tlp(), "AMBER_STRICT 以上に広い共有範囲", "AMBER_STRICT or wider"));
            }
            addUnlessText(faults, marked.origin(), marked.indicator().value(), LONGEST_INDICATOR);
        }
        return faults;
    }

    private static void addUnlessText(List<Fault> faults, String item, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            faults.add(invalid(item, "\"\"", "空でない文字列", "a text that is not blank"));
        } else if (length > longest) {
            faults.add(invalid(item, length, "%d 字以内".formatted(longest), "at most %d characters".formatted(longest)));
        }
    }

    private static Fault invalid(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }
}
