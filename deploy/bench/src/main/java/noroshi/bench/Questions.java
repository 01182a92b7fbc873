package noroshi.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.candidate.CandidateQuery;
import noroshi.api.view.candidate.ImportedIndicators;
import noroshi.api.view.situation.SituationQuery;
import noroshi.api.view.timeline.ChangeQuery;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Suppression;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 問合せの計測. What officers ask of the views, each question many times, by the queries that the doors call. */
final class Questions {

    private static final int TIMES = 200;
    private static final int WARMING = 20;

    /** Of what goes through the whole record. */
    private static final int FEW_TIMES = 20;

    private static final int AT_ONCE = 1;
    private static final int TWO_YEARS = 730;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private static final double PAGE_MILLIS = 50;
    private static final double SEARCH_MILLIS = 150;
    private static final double AS_OF_MILLIS = 200;
    private static final double COUNT_MILLIS = 100;
    private static final double CANDIDATE_MILLIS = 20;

    private static final Viewer OFFICE = new Viewer(Role.NCO, "NCO", "mori", "nco:mori");
    private static final Viewer MINISTRY = new Viewer(Role.MINISTRY, "METI", "sato", "ministry:METI:sato");
    private static final Viewer POLICE = new Viewer(Role.POLICE, "13", null, "police:13");
    private static final Viewer NOBODY = new Viewer(Role.MINISTRY, "MOD", "kato", "ministry:MOD:kato");
    private static final Viewer HEADQUARTERS = new Viewer(Role.HQ, "HQ", null, "hq");

    private final TimelineQuery timeline;
    private final ChangeQuery changes;
    private final SituationQuery situation;
    private final CandidateQuery candidates;
    private final Incidents incidents;
    private final int threads;
    private final Instant present;
    private final Consumer<Figure> found;

    Questions(BenchLedger bench, Incidents incidents, int threads, Instant present, Consumer<Figure> found) {
        var database = JdbcClient.create(bench.viewPool());
        var register = new Suppression(incidents.operators());
        timeline = new TimelineQuery(bench.viewPool(), bench.ledger(), viewer -> new Masking(viewer, () -> register));
        changes = new ChangeQuery(timeline);
        situation = new SituationQuery(database, bench.ledger());
        candidates = new CandidateQuery(database, ImportedIndicators.NONE);
        this.incidents = incidents;
        this.threads = threads;
        this.present = present;
        this.found = found;
    }

    /** A filter that asks for one thing and leaves the rest open. */
    private record Asked(
            @Nullable String sector,
            @Nullable String ministry,
            @Nullable String operator,
            @Nullable String campaign,
            @Nullable String regime,
            @Nullable Integer severity,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant asOf,
            @Nullable String q,
            boolean exercise) {

        static final Asked ALL = new Asked(null, null, null, null, null, null, null, null, null, null, false);

        Asked ofSector(String code) {
            return new Asked(code, ministry, operator, campaign, regime, severity, from, to, asOf, q, exercise);
        }

        Asked ofMinistry(String code) {
            return new Asked(sector, code, operator, campaign, regime, severity, from, to, asOf, q, exercise);
        }

        Asked ofOperator(String slug) {
            return new Asked(sector, ministry, slug, campaign, regime, severity, from, to, asOf, q, exercise);
        }

        Asked ofCampaign(int number) {
            String id = Incidents.campaign(number).value().toString();
            return new Asked(sector, ministry, operator, id, regime, severity, from, to, asOf, q, exercise);
        }

        Asked between(Instant begin, Instant end) {
            return new Asked(sector, ministry, operator, campaign, regime, severity, begin, end, asOf, q, exercise);
        }

        Asked under(String code) {
            return new Asked(sector, ministry, operator, campaign, code, severity, from, to, asOf, q, exercise);
        }

        Asked asSevereAs(int degree) {
            return new Asked(sector, ministry, operator, campaign, regime, degree, from, to, asOf, q, exercise);
        }

        Asked at(Instant then) {
            return new Asked(sector, ministry, operator, campaign, regime, severity, from, to, then, q, exercise);
        }

        Asked saying(String words) {
            return new Asked(sector, ministry, operator, campaign, regime, severity, from, to, asOf, words, exercise);
        }

        Asked drills() {
            return new Asked(sector, ministry, operator, campaign, regime, severity, from, to, asOf, q, true);
        }

        Filter filter() {
            return new Filter(
                    sector,
                    ministry,
                    operator,
                    campaign,
                    regime,
                    severity,
                    null,
                    from,
                    to,
                    asOf,
                    q,
                    exercise,
                    Order.DESC);
        }
    }

    void ask() throws Exception {
        pages();
        searches();
        past();
        links();
        counts();
    }

    private void pages() throws Exception {
        page("timeline, national office", OFFICE, Asked.ALL);
        page("timeline, a ministry", MINISTRY, Asked.ALL);
        page("timeline, a prefecture's police", POLICE, Asked.ALL);
        page("timeline, a ministry with nothing", NOBODY, Asked.ALL);
        page("timeline, of a sector", OFFICE, Asked.ALL.ofSector("HEALTHCARE"));
        page("timeline, of a sector without reports", OFFICE, Asked.ALL.ofSector("PETROLEUM"));
        page("timeline, of a ministry", OFFICE, Asked.ALL.ofMinistry("FSA"));
        page(
                "timeline, of an operator",
                OFFICE,
                Asked.ALL.ofOperator(incidents.operator(0).value()));
        page("timeline, under the Cyber Response Act", OFFICE, Asked.ALL.under("CYBER_RESPONSE_ACT"));
        page("timeline, severity 4", OFFICE, Asked.ALL.asSevereAs(4));
        page(
                "timeline, a sector, severity 4, to a ministry",
                MINISTRY,
                Asked.ALL.ofSector("GAS").asSevereAs(4));
        page("timeline, drills", OFFICE, Asked.ALL.drills());
        Instant then = present.minus(YEAR);
        page("timeline, occurred in a month a year back", OFFICE, Asked.ALL.between(then, then.plus(MONTH)));
        for (Viewer viewer : List.of(OFFICE, MINISTRY)) {
            measure(
                    "timeline, of a campaign, " + viewer.identity(),
                    PAGE_MILLIS,
                    dice -> timeline.page(viewer, anyCampaign(dice).filter(), null, Parameters.DEFAULT_LIMIT));
        }
        measure(
                "timeline, anywhere in two years",
                PAGE_MILLIS,
                dice -> timeline.page(
                        OFFICE, Asked.ALL.filter(), new Cursor(some(dice), "0"), Parameters.DEFAULT_LIMIT));
    }

    private void searches() throws Exception {
        for (String word : List.of(
                Wording.FREQUENT,
                Wording.OCCASIONAL,
                Wording.RARE,
                Wording.ABSENT,
                Wording.FORMER,
                Wording.ENGLISH,
                "鳳",
                Wording.FREQUENT + " " + Wording.RARE,
                "11.22.33.4",
                "c2-0")) {
            search("q=%s, national office".formatted(word), OFFICE, Asked.ALL.saying(word));
        }
        search("q=%s, a ministry".formatted(Wording.FREQUENT), MINISTRY, Asked.ALL.saying(Wording.FREQUENT));
        search("q=%s, a ministry".formatted(Wording.RARE), MINISTRY, Asked.ALL.saying(Wording.RARE));
        search("q=%s, police".formatted(Wording.FREQUENT), POLICE, Asked.ALL.saying(Wording.FREQUENT));
        search(
                "q=%s of a sector".formatted(Wording.OCCASIONAL),
                OFFICE,
                Asked.ALL.saying(Wording.OCCASIONAL).ofSector("PORT"));
        for (String word : List.of(Wording.FREQUENT, Wording.RARE)) {
            measure(
                    "q=%s of a campaign".formatted(word),
                    SEARCH_MILLIS,
                    dice -> timeline.page(
                            OFFICE, anyCampaign(dice).saying(word).filter(), null, Parameters.DEFAULT_LIMIT));
        }
    }

    private void past() throws Exception {
        Instant then = present.minus(YEAR);
        asOf("asOf a year back, national office", OFFICE, Asked.ALL.at(then));
        asOf("asOf a year back, a ministry", MINISTRY, Asked.ALL.at(then));
        asOf("asOf a year back, a sector", OFFICE, Asked.ALL.at(then).ofSector("WATER"));
        asOf(
                "asOf a year back, q=%s".formatted(Wording.FREQUENT),
                OFFICE,
                Asked.ALL.at(then).saying(Wording.FREQUENT));
        asOf(
                "asOf a year back, q=%s".formatted(Wording.RARE),
                OFFICE,
                Asked.ALL.at(then).saying(Wording.RARE));
        measure(
                "asOf any time",
                AS_OF_MILLIS,
                dice -> timeline.page(OFFICE, Asked.ALL.at(some(dice)).filter(), null, Parameters.DEFAULT_LIMIT));
        measure(
                "what came to be known in the last week",
                AS_OF_MILLIS,
                _ -> changes.page(OFFICE, Filter.ALL, present.minus(WEEK), null, Parameters.DEFAULT_LIMIT));
        measure(
                "what came to be known in a week a year back",
                AS_OF_MILLIS,
                _ -> changes.page(
                        OFFICE, Asked.ALL.at(then.plus(WEEK)).filter(), then, null, Parameters.DEFAULT_LIMIT));
    }

    private void counts() throws Exception {
        for (Viewer viewer : List.of(OFFICE, MINISTRY, POLICE, HEADQUARTERS)) {
            measure("situation, " + viewer.identity(), COUNT_MILLIS, _ -> situation.count(viewer, null));
        }
        measure("situation a year back", COUNT_MILLIS, FEW_TIMES, _ -> situation.count(OFFICE, present.minus(YEAR)));
    }

    private void links() throws Exception {
        int last = Math.min(threads, TIMES);
        measure("candidates for a report", CANDIDATE_MILLIS, dice -> linked(threads - 1 - dice.nextInt(last)));
        int hot = (threads - 1) / Incidents.HOT;
        measure(
                "candidates for a report of what a tenth of all have",
                CANDIDATE_MILLIS,
                dice -> linked(Incidents.HOT * (hot - dice.nextInt(Math.min(hot + 1, TIMES)))));
    }

    private Object linked(int number) throws Exception {
        return candidates.candidates(OFFICE, incidents.thread(number));
    }

    private static Asked anyCampaign(SplittableRandom dice) {
        return Asked.ALL.ofCampaign(dice.nextInt(Incidents.CAMPAIGNS));
    }

    private Instant some(SplittableRandom dice) {
        return present.minus(
                Duration.ofMinutes(dice.nextInt((int) Duration.ofDays(TWO_YEARS).toMinutes())));
    }

    private void page(String name, Viewer viewer, Asked asked) throws Exception {
        measured(name, PAGE_MILLIS, viewer, asked);
    }

    private void search(String name, Viewer viewer, Asked asked) throws Exception {
        measured(name, SEARCH_MILLIS, viewer, asked);
    }

    private void asOf(String name, Viewer viewer, Asked asked) throws Exception {
        measured(name, AS_OF_MILLIS, viewer, asked);
    }

    private void measured(String name, double aim, Viewer viewer, Asked asked) throws Exception {
        var entries = new AtomicReference<>(0);
        measure(name, aim, _ -> {
            Page<TimelineEntry> page = timeline.page(viewer, asked.filter(), null, Parameters.DEFAULT_LIMIT);
            entries.set(page.items().size());
            return page;
        });
        found.accept(Figure.of(name + ", entries", entries.get(), "entries"));
    }

    private interface Question {
        Object ask(SplittableRandom dice) throws Exception;
    }

    private void measure(String name, double aim, Question question) throws Exception {
        measure(name, aim, TIMES, question);
    }

    private void measure(String name, double aim, int times, Question question) throws Exception {
        var dice = new SplittableRandom(name.hashCode());
        Load.times(Math.min(WARMING, times / 10), AT_ONCE, () -> question.ask(dice));
        Latencies latencies =
                Load.times(times, AT_ONCE, () -> question.ask(dice)).latencies();
        for (double percent : new double[] {50, 99}) {
            found.accept(Figure.of("%s, p%.0f".formatted(name, percent), latencies.millis(percent), "ms")
                    .against("aim at 1,000,000 threads", aim));
        }
    }
}
