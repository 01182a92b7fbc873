package noroshi.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Answer;
import noroshi.core.report.Cause;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.Stating;

/** 届出. Reports of some demo operators, as large as real ones, and follow-ups to them. Safe for many threads. */
final class Submissions {

    private static final String HASH = "0".repeat(64);

    private record Filer(OperatorEntry entry, String line, Answer critical) {

        OperatorSlug operator() {
            return entry.slug();
        }
    }

    /** One under the Action Plan alone, three under the Cyber Response Act too. */
    private static final List<Filer> FILERS = List.of(
            new Filer(Filings.entry("kitahama-medical"), "HEALTHCARE", Answer.NO),
            new Filer(Filings.entry("aoba-bank"), "KI_FIN_BANK", Answer.YES),
            new Filer(Filings.entry("isewan-terminal"), "PORT", Answer.YES),
            new Filer(Filings.entry("chubu-power"), "ELECTRICITY", Answer.YES));

    private static final Content CONTENT = new Content(
            "端末の暗号化",
            "北病棟の端末で拡張子 .lckb9 への暗号化を確認。診療を紙運用に切替え。".repeat(6),
            List.of(new Indicator("ipv4-addr", "192.0.2.17"), new Indicator("domain-name", "c2.example")),
            Map.of("encryptedExtension", ".lckb9"),
            Map.of("name", "情報システム課", "phone", "06-0000-0000"),
            List.of(),
            List.of());

    private static final Revision MORE = Stating.that(it -> it.summary = "委託業者の VPN 装置からの侵入と判明。復旧は未定。".repeat(6));

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger followUps = new AtomicInteger();

    /** A report that opens a thread of its own. */
    SubmitReport report() {
        int number = reports.getAndIncrement();
        Filer filer = filer(number);
        ReportId report = reportId(number);
        return new SubmitReport(ThreadId.openedBy(report), report, filer.operator(), filing(filer), CONTENT, HASH, now);
    }

    /** A follow-up to the thread that has waited longest for one, among those filed when {@code threads} was taken. */
    SubmitFollowUp followUp(int threads) {
        int number = followUps.getAndIncrement();
        int thread = number % threads;
        OperatorSlug operator = filer(thread).operator();
        return new SubmitFollowUp(
                ThreadId.openedBy(reportId(thread)),
                ReportId.of(operator, "follow-up-" + number),
                operator,
                Stage.FOLLOW_UP,
                MORE,
                HASH,
                now);
    }

    /** How many reports were made. */
    int made() {
        return reports.get();
    }

    private static Filer filer(int number) {
        return FILERS.get(number % FILERS.size());
    }

    private static ReportId reportId(int number) {
        return ReportId.of(filer(number).operator(), "report-" + number);
    }

    private Filing filing(Filer filer) {
        return Filings.of(filer.entry(), now.minus(Duration.ofHours(2)), List.of(filer.line()))
                .occurred(now.minus(Duration.ofHours(4)))
                .onCriticalComputer(filer.critical())
                .causedBy(Cause.ILLICIT_ACQUISITION)
                .ofClass(EventClass.SYSTEM_UNUSABLE)
                .severity(3)
                .serviceLevelDeviation(true)
                .filing();
    }
}
