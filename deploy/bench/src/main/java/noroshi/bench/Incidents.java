package noroshi.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import noroshi.core.campaign.CampaignCommand.DeclareCampaign;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Statement;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.EventClass;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.PersonalData;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.Stating;

/**
 * 計測用の事案. What a nation's operators report in two years, spread evenly over them: operators of the demo register's
 * sorts, labels, severities and indicators as they may be spread. Each follows from its number alone, so none is kept.
 */
final class Incidents {

    private static final String HASH = "0".repeat(64);
    private static final int OPERATORS = 360;
    private static final int PREFECTURES = 47;
    private static final Duration TWO_YEARS = Duration.ofDays(730);
    private static final int EARLY_PART = 8;

    /** Every tenth report names what everybody has. */
    static final int HOT = 10;

    private static final Indicator EVERYBODYS = new Indicator("ipv4-addr", "8.8.8.8");

    static final int CAMPAIGNS = 100;
    private static final int HELD = 50;

    /** Where each sort's reports are led, as long as two years reach back. */
    private static final Map<String, String> LED_BY = Map.ofEntries(
            Map.entry("kitahama-medical", "MHLW"),
            Map.entry("aoba-bank", "FSA"),
            Map.entry("isewan-terminal", "MLIT"),
            Map.entry("daiichi-telecom", "MIC"),
            Map.entry("wangan-water", "MLIT"),
            Map.entry("toto-broadcast", "MIC"),
            Map.entry("nangoku-gas", "METI"),
            Map.entry("koto-railway", "MLIT"),
            Map.entry("chubu-power", "METI"),
            Map.entry("setouchi-chem", "METI"),
            Map.entry("midorikawa-city", "MIC"),
            Map.entry("new-airport", "MLIT"));

    private final int threads;
    private final Instant from;
    private final List<Filer> filers = filers();

    /** That many, the last of them shortly before {@code to}. */
    Incidents(int threads, Instant to) {
        this.threads = threads;
        this.from = to.minus(TWO_YEARS);
    }

    private record Filer(OperatorEntry entry, AuthorityCode lead) {}

    private static List<Filer> filers() {
        List<OperatorEntry> sorts = DemoRegister.entries().stream()
                .filter(entry -> LED_BY.containsKey(entry.slug().value()))
                .toList();
        var filers = new ArrayList<Filer>();
        for (int i = 0; i < OPERATORS; i++) {
            OperatorEntry sort = sorts.get(i % sorts.size());
            filers.add(new Filer(
                    new OperatorEntry(
                            new OperatorSlug("%s-%03d".formatted(sort.slug(), i)),
                            sort.name(),
                            sort.kind(),
                            null,
                            prefecture(i),
                            null,
                            sort.memberships(),
                            sort.designations(),
                            sort.criticalComputer(),
                            false),
                    new AuthorityCode(LED_BY.getOrDefault(sort.slug().value(), "NCO"))));
        }
        return filers;
    }

    private static String prefecture(int number) {
        return "%02d".formatted(1 + number % PREFECTURES);
    }

    List<OperatorEntry> operators() {
        return filers.stream().map(Filer::entry).toList();
    }

    OperatorSlug operator(int number) {
        return filer(number).entry.slug();
    }

    AuthorityCode lead(int number) {
        return filer(number).lead;
    }

    private Filer filer(int number) {
        return filers.get(dice(number).nextInt(filers.size()));
    }

    private static SplittableRandom dice(int number) {
        return new SplittableRandom(number);
    }

    /** When it is filed. */
    Instant filedAt(int number) {
        return from.plus(TWO_YEARS.multipliedBy(number).dividedBy(threads));
    }

    private ReportId reportId(int number) {
        return ReportId.of(operator(number), "report-" + number);
    }

    ThreadId thread(int number) {
        return ThreadId.openedBy(reportId(number));
    }

    SubmitReport report(int number) {
        SplittableRandom dice = dice(number).split();
        Instant at = filedAt(number);
        return new SubmitReport(
                thread(number),
                reportId(number),
                operator(number),
                filing(filer(number).entry, dice, at),
                content(dice, number < threads / EARLY_PART, number % HOT == 0),
                HASH,
                at);
    }

    RecordDeliveries delivered(int number, Instant at) {
        return new RecordDeliveries(thread(number), reportId(number), List.of(delivery(number)), at);
    }

    AcknowledgeReceipt acknowledged(int number, Instant at) {
        return new AcknowledgeReceipt(
                thread(number), delivery(number), lead(number), null, "ministry:%s:sato".formatted(lead(number)), at);
    }

    private DeliveryId delivery(int number) {
        return DeliveryId.of(thread(number), lead(number));
    }

    /** What the national office declares at last, each of threads from all over the two years. */
    List<DeclareCampaign> campaigns(Instant at) {
        return IntStream.range(0, CAMPAIGNS)
                .mapToObj(number -> new DeclareCampaign(
                        campaign(number),
                        new Statement(
                                new noroshi.core.campaign.Wording("攻撃 " + number, null),
                                Tlp.AMBER,
                                false,
                                held(number)),
                        AuthorityCode.NCO,
                        "nco:mori",
                        at))
                .toList();
    }

    static CampaignId campaign(int number) {
        return CampaignId.of(AuthorityCode.NCO, "bench-" + number);
    }

    private List<ThreadId> held(int campaign) {
        return IntStream.iterate(campaign, number -> number < threads, number -> number + CAMPAIGNS)
                .filter(number -> {
                    Filing filing = report(number).filing();
                    return !filing.exercise() && filing.tlp() == Tlp.AMBER;
                })
                .limit(HELD)
                .mapToObj(this::thread)
                .toList();
    }

    /** What more is known later. */
    SubmitFollowUp followUp(int number, Instant at) {
        SplittableRandom dice = new SplittableRandom(-1L - number);
        Revision revision = Stating.that(it -> {
            it.severity = dice.nextInt(5);
            it.summary = Wording.summary(dice, false);
            it.tlp = dice.nextInt(20) == 0 ? Tlp.GREEN : null;
        });
        return new SubmitFollowUp(
                thread(number),
                ReportId.of(operator(number), "follow-up-" + number),
                operator(number),
                Stage.FOLLOW_UP,
                revision,
                HASH,
                at);
    }

    private static Filing filing(OperatorEntry operator, SplittableRandom dice, Instant at) {
        // one of fifty comes to light long after it began
        Duration old = dice.nextInt(50) == 0
                ? Duration.ofHours(dice.nextInt(24, 2_400))
                : Duration.ofMinutes(dice.nextInt(30, 2_880));
        boolean isRansomware = dice.nextInt(3) == 0;
        return Filings.of(operator, at.minus(Duration.ofMinutes(dice.nextInt(5, 30))), List.of())
                .form(isRansomware ? "RANSOMWARE" : "INFORMATION_REPORT")
                .occurred(at.minus(old))
                .causedBy(isRansomware ? List.of(Cause.ILLICIT_ACQUISITION) : List.of())
                .ofClass(dice.nextBoolean() ? EventClass.SYSTEM_UNUSABLE : EventClass.INTRUSION)
                .severity(dice.nextInt(5))
                .serviceLevelDeviation(dice.nextBoolean())
                .personalData(PersonalData.NO)
                .damageIn(prefecture(dice.nextInt(PREFECTURES)))
                .tlp(label(dice.nextInt(100)))
                .consenting(consents(dice))
                .exercise(dice.nextInt(100) == 0)
                .filing();
    }

    private static Consents consents(SplittableRandom dice) {
        boolean isOpen = dice.nextInt(4) == 0;
        return new Consents(isOpen, dice.nextInt(20) == 0, isOpen, false, false, false);
    }

    private static Tlp label(int percent) {
        if (percent < 60) {
            return Tlp.AMBER;
        }
        if (percent < 75) {
            return Tlp.AMBER_STRICT;
        }
        if (percent < 90) {
            return Tlp.GREEN;
        }
        return percent < 95 ? Tlp.CLEAR : Tlp.RED;
    }

    /** Two indicators of its own, and one of a campaign's. */
    private static Content content(SplittableRandom dice, boolean isEarly, boolean isHot) {
        String title = Wording.title(dice);
        String summary = Wording.summary(dice, isEarly);
        var indicators = new ArrayList<>(List.of(
                new Indicator("ipv4-addr", address(dice.nextInt())),
                new Indicator("domain-name", "c2-%08x.example".formatted(dice.nextInt())),
                new Indicator("domain-name", "campaign-%06d.example".formatted(dice.nextInt(100_000)))));
        if (isHot) {
            indicators.add(EVERYBODYS);
        }
        return new Content(
                title,
                summary,
                indicators,
                Map.of(),
                Map.of("name", "情報システム課", "phone", "06-0000-0000"),
                List.of(),
                List.of());
    }

    private static String address(int bits) {
        return "11.%d.%d.%d".formatted(bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    }
}
