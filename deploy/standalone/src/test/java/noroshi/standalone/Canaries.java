package noroshi.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.report.Answer;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Case;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreads;

/**
 * カナリア. A report of each label, under the Act and not, of a drill and real, with a word of its own in each text; and who
 * may read it, asked of the domain's rules and not of the hub.
 */
final class Canaries {

    /** Where words are planted. */
    private static final List<String> PLACES =
            List.of("title", "summary", "indicator", "details", "privileged", "personal", "contact");

    /** Those that are for whom it is delivered to, whatever its label. */
    private static final Set<String> KEPT_BACK = Set.of("privileged", "personal", "contact");

    /** So a word begins, whichever it is. */
    static final String MARK = "zq-";

    private static final String AWARENESS = "2026-12-20T09:00:00+09:00";

    /**
     * A report that is filed.
     *
     * @param bound whether it is delivered under サイバー対処能力強化法
     */
    record Report(Tlp label, boolean bound, boolean exercise) {

        String operator() {
            return bound ? "chubu-power" : "setouchi-chem";
        }

        private String line() {
            return bound ? "ELECTRICITY" : "CHEMICAL";
        }

        /** The topic of its sector. */
        String sectorTopic() {
            return (exercise ? "exercise." : "") + "sector." + line().toLowerCase(Locale.ROOT);
        }

        String key() {
            return "%s-%s-%s"
                    .formatted(
                            label.name().replace("_", "").toLowerCase(Locale.ROOT),
                            bound ? "bound" : "free",
                            exercise ? "drill" : "real");
        }

        /** The word in one of its texts. */
        String word(String place) {
            return "%s%s-%sq".formatted(MARK, key(), place);
        }

        Map<String, Object> body() {
            var body = new HashMap<String, Object>(Map.of(
                    "form",
                    "RANSOMWARE",
                    "stage",
                    "PRELIMINARY",
                    "awarenessAt",
                    AWARENESS,
                    "title",
                    "件名 " + word("title"),
                    "summary",
                    "概要 " + word("summary"),
                    "serviceLines",
                    List.of(line()),
                    "personalData",
                    "NO",
                    "tlp",
                    label.name(),
                    "exercise",
                    exercise));
            body.put("onCriticalComputer", bound ? "YES" : "NO");
            body.put("indicators", List.of(Map.of("type", "domain-name", "value", word("indicator") + ".example")));
            body.put(
                    "details",
                    Map.of(
                            "malwareFamily", word("details"),
                            "ransomNote", word("privileged"),
                            "intrusionMethod", word("personal")));
            body.put(
                    "marks",
                    List.of(
                            Map.of("item", "details.ransomNote", "flag", "LEGAL_PRIVILEGE"),
                            Map.of("item", "details.intrusionMethod", "flag", "PERSONAL_DATA")));
            body.put("contact", Map.of("name", word("contact")));
            return body;
        }

        /** How much of it a viewer may read. */
        Extent extent(Viewer viewer) {
            return Disclosure.of(viewer, circle()).extent();
        }

        private Circle circle() {
            Filings filing = Filings.of(operator(), AWARENESS, line())
                    .onCriticalComputer(bound ? Answer.YES : Answer.NO)
                    .personalData(PersonalData.NO)
                    .tlp(label)
                    .exercise(exercise);
            SubmitReport submitted = filing.submitted(key());
            Case known = Case.of(submitted.thread())
                    .after(new OperatorRegistered(
                            submitted.operator(), filing.operator(), "nco:test", filing.awarenessAt()));
            List<String> sectors = List.of();
            for (ReportThreadEvent event : ReportThreads.decide(submitted, known)) {
                known = known.after(event);
                if (event instanceof RoutingDecided decided) {
                    sectors = decided.lines().sectors();
                }
            }
            Dossier dossier = ((ReportThread.Filed) known.thread()).dossier();
            return Circle.of(dossier, sectors, dossier::reaches);
        }
    }

    /** All of them, the widest real one that is free last: whoever is told anything is told that. */
    static final List<Report> ALL = Stream.of(Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR)
            .flatMap(label -> Stream.of(true, false)
                    .flatMap(bound -> Stream.of(true, false).map(exercise -> new Report(label, bound, exercise))))
            .toList();

    private Canaries() {}

    /** The words that a text holds and that viewer may not read, or nobody there. */
    static List<String> leaks(String text, Viewer viewer) {
        var leaks = new ArrayList<String>();
        for (Report report : ALL) {
            Extent extent = report.extent(viewer);
            for (String place : PLACES) {
                boolean may = KEPT_BACK.contains(place) ? extent.showsContact() : extent.showsContent();
                if (!may && text.contains(report.word(place))) {
                    leaks.add(report.word(place));
                }
            }
        }
        return leaks;
    }

    /** Those that a text holds. */
    static Set<String> words(String text) {
        var words = new TreeSet<String>();
        for (Report report : ALL) {
            PLACES.stream().map(report::word).filter(text::contains).forEach(words::add);
        }
        return words;
    }
}
