package noroshi.core.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.register.Designation;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Tlp;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.ReferenceTable.Row;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.Filings;
import org.jspecify.annotations.Nullable;

/** Reads the tables of cases: of each row the operator, the time of awareness, the lines named, and what was said. */
final class LawTable {

    private LawTable() {}

    static String described(Row row) {
        return Stream.of("cites", "operator", "awareness", "lines", "said")
                .map(row::text)
                .collect(Collectors.joining(" | "));
    }

    static Filings filing(Row row) {
        Map<String, String> said = words(row.text("said"))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word.length > 1 ? word[1] : ""));
        Filings filing = Filings.of(
                operator(row.text("operator")),
                row.text("awareness"),
                words(row.text("lines")).toArray(String[]::new));
        for (var item : said.entrySet()) {
            filing = with(filing, item.getKey(), item.getValue());
        }
        var breach = new Breach(
                answer(said, "sensitive"),
                answer(said, "propertyRisk"),
                answer(said, "malicious"),
                said.containsKey("persons") ? Integer.valueOf(said.get("persons")) : null,
                answer(said, "myNumber"));
        return breach.equals(Breach.UNKNOWN) ? filing : filing.breach(breach);
    }

    private static Filings with(Filings filing, String item, String value) {
        return switch (item) {
            case "form" -> filing.form(value);
            case "severity" -> filing.severity(Integer.parseInt(value));
            case "hotline" -> filing.byHotline();
            case "nearMiss" -> filing.asNearMiss();
            case "exercise" -> filing.asExercise();
            case "occurred" -> filing.occurred(value);
            case "tlp" -> filing.tlp(Tlp.valueOf(value));
            case "prefecture" -> filing.damageIn(value);
            case "governmentCloud" -> filing.onGovernmentCloud();
            case "onCriticalComputer" -> filing.onCriticalComputer(Answer.valueOf(value));
            case "seriousAccident" -> filing.seriousAccident(Answer.valueOf(value));
            case "personalData" -> filing.personalData(PersonalData.valueOf(value));
            case "cause" ->
                filing.causedBy(
                        Stream.of(value.split(",", -1)).map(Cause::valueOf).toArray(Cause[]::new));
            case "consent" -> filing.consenting(consents(List.of(value.split(",", -1))));
            case "sensitive", "propertyRisk", "malicious", "persons", "myNumber" -> filing;
            default -> throw new IllegalArgumentException(item);
        };
    }

    private static Consents consents(List<String> to) {
        return new Consents(
                to.contains("nco"),
                to.contains("police"),
                to.contains("ceptoar"),
                to.contains("council"),
                to.contains("jpcert"),
                to.contains("ipa"));
    }

    private static @Nullable Answer answer(Map<String, String> said, String item) {
        return said.containsKey(item) ? Answer.valueOf(said.get(item)) : null;
    }

    /** A slug of the demo register, or kind, prefecture, memberships, designations and whether a computer is critical. */
    private static OperatorEntry operator(String text) {
        List<String> words = words(text).toList();
        if (words.size() == 1) {
            return Filings.entry(text);
        }
        var memberships = new ArrayList<Membership>();
        var designations = new ArrayList<Designation>();
        words.subList(2, words.size()).stream()
                .filter(word -> !word.equals("critical"))
                .forEach(word -> {
                    if (word.startsWith("KI_")) {
                        String[] since = word.split("=", 2);
                        String[] codes = since[0].split("/", 2);
                        designations.add(new Designation(
                                new BusinessCode(codes[0]),
                                codes.length > 1 ? new BusinessCode(codes[1]) : null,
                                LocalDate.parse(since[1]),
                                null));
                    } else {
                        String[] codes = word.split("/", 2);
                        memberships.add(new Membership(
                                new SectorCode(codes[0]),
                                codes.length > 1 ? new SectorCode(codes[1]) : null,
                                null,
                                null));
                    }
                });
        return new OperatorEntry(
                new OperatorSlug("somebody"),
                "架空の事業者",
                OperatorEntry.Kind.valueOf(words.get(0)),
                null,
                words.get(1),
                null,
                memberships,
                designations,
                words.contains("critical"),
                false);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
    }
}
