package noroshi.core.bulletin;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import noroshi.core.deadline.Tokyo;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Suppression;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThreadEvent.Lines;

/**
 * 匿名化 (domain.md §3.3). What may be told of threads, taken from what they state in codes and from what has a shape of its
 * own; no sentence of a report is passed on, and nothing of an item that is marked. Where too few operators could be meant
 * ({@link Suppression}), the region goes, then the sector. That personal data leaked is told to nobody.
 */
public final class Anonymisation {

    /** One word, and a version: two may already be a sentence of the operator's. */
    private static final Pattern MALWARE = Pattern.compile("[A-Za-z][A-Za-z0-9]{1,23}(?: \\d{1,2}(?:\\.\\d{1,2})?)?");

    private static final Pattern TECHNIQUE =
            Pattern.compile("(?<![A-Za-z0-9])(?:T\\d{4}(?:\\.\\d{3})?|CVE-\\d{4}-\\d{4,7})(?![A-Za-z0-9])");

    private final Collection<OperatorEntry> register;
    private final Suppression suppression;

    /** @param register every operator's entry */
    public Anonymisation(Collection<OperatorEntry> register) {
        this.register = List.copyOf(register);
        this.suppression = new Suppression(register);
    }

    /** The gist of some threads. */
    public Gist gist(Collection<Source> sources) {
        List<Seen> seen = sources.stream()
                .flatMap(source -> source.dossier().stream().map(dossier -> seen(source, dossier)))
                .toList();
        return new Gist(
                each(seen, it -> it.sectors().stream()),
                each(seen, it -> Stream.of(it.period())),
                each(seen, it -> it.regions().stream()),
                each(seen, it -> Stream.of(it.filing().form())),
                each(seen, it -> Stream.ofNullable(it.filing().eventClass())),
                each(seen, it -> it.filing().causes().stream()),
                each(seen, it -> it.malware().stream()),
                each(seen, it -> it.techniques().stream()),
                each(seen, it -> it.indicators().stream()).stream()
                        .limit(BulletinRules.MOST_INDICATORS)
                        .toList());
    }

    /** What may be told of one thread. */
    private record Seen(
            Filing filing,
            List<SectorCode> sectors,
            String period,
            List<String> regions,
            List<String> malware,
            List<String> techniques,
            List<Indicator> indicators) {}

    private Seen seen(Source source, Dossier dossier) {
        Filing filing = dossier.filing();
        Lines lines = source.lines();
        LocalDate day = filing.awarenessDay();
        List<SectorCode> sectors = lines == null ? List.of() : suppression.sectors(lines.sectors(), day);
        String place = filing.prefecture() != null ? filing.prefecture() : lines == null ? null : lines.seat();
        List<String> regions = place == null
                ? List.of()
                : Stream.of(Region.of(place))
                        .filter(region ->
                                suppression.isPossible(sectors, day, entry -> Region.of(entry.prefecture()) == region))
                        .map(Region::ja)
                        .toList();
        Content content = dossier.content();
        Content told = content == null ? null : content.passedOn();
        var telltales = new Telltales(
                register.stream()
                        .filter(entry -> entry.slug().equals(dossier.operator()))
                        .toList(),
                content == null ? List.of() : List.of(content));
        return new Seen(
                filing,
                sectors,
                period(filing),
                regions,
                told == null ? List.of() : malware(told, telltales),
                told == null ? List.of() : techniques(told),
                content == null || told == null ? List.of() : indicators(told, content, telltales));
    }

    private static String period(Filing filing) {
        LocalDate day = filing.occurredAt() == null ? filing.awarenessDay() : Tokyo.dayOf(filing.occurredAt());
        String third = day.getDayOfMonth() <= 10 ? "上旬" : day.getDayOfMonth() <= 20 ? "中旬" : "下旬";
        return "%d年%d月%s".formatted(day.getYear(), day.getMonthValue(), third);
    }

    private static List<String> malware(Content content, Telltales telltales) {
        return content.details().get("malwareFamily") instanceof String family
                        && MALWARE.matcher(family).matches()
                        && telltales.in("malware", family).isEmpty()
                ? List.of(family)
                : List.of();
    }

    private static List<String> techniques(Content content) {
        var all = new TreeSet<String>();
        Stream.concat(Stream.of(content.title(), content.summary()), texts(content.details()))
                .map(TECHNIQUE::matcher)
                .flatMap(Matcher::results)
                .forEach(found -> all.add(found.group()));
        return List.copyOf(all);
    }

    private static Stream<String> texts(Map<String, Object> details) {
        return details.values().stream()
                .flatMap(value -> value instanceof List<?> several ? several.stream() : Stream.of(value))
                .map(String::valueOf);
    }

    /** @param whole the same with what is marked, for what the victim's is */
    private static List<Indicator> indicators(Content told, Content whole, Telltales telltales) {
        var attack = new AttackIndicators(whole);
        Stream<Indicator> extensions = Stream.ofNullable(told.details().get("encryptedExtension"))
                .flatMap(value -> value instanceof List<?> several ? several.stream() : Stream.of(value))
                .map(value -> new Indicator("file-extension", String.valueOf(value)));
        var all = new ArrayList<Indicator>();
        Stream.concat(told.indicators().stream(), extensions)
                .flatMap(indicator -> attack.of(indicator).stream())
                .filter(indicator ->
                        telltales.inIndicator("indicator", indicator).isEmpty())
                .forEach(all::add);
        return all;
    }

    private static <T> List<T> each(List<Seen> seen, Function<Seen, Stream<T>> part) {
        return seen.stream().flatMap(part).distinct().toList();
    }
}
