package noroshi.api.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.SettableClock;
import noroshi.api.view.Views;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.timeline.Arrivals;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever happened, nothing that comes out to a viewer by any outlet holds a word that the rules deny it, and none but
 * what is asked of drills holds a word of a drill. The build tells the same few histories each time,
 * {@code -Dcanary.histories} so many others; a failure names its seed, and {@code -Dcanary.seed} tells that history
 * again.
 */
@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
@Timeout(600)
class CanaryTest {

    private static final int HISTORIES = Integer.getInteger("canary.histories", 0);
    private static final @Nullable Long SEED = Long.getLong("canary.seed");
    private static final long FIRST = 20_261_123;
    private static final int OF_THE_BUILD = 3;

    /** What happened in the histories told so far. */
    private static final Set<Class<?>> HAPPENED = new HashSet<>();

    /** What is offered to be read, and told nobody anything so far. */
    private static final Set<PathPattern> UNTOLD = new HashSet<>();

    /** What a search answers that finds nothing, or is not for the viewer at all. */
    private static final Pattern NOTHING =
            Pattern.compile("\\{\"items\":\\[]}|.*\"code\":\"FORBIDDEN\".*", Pattern.DOTALL);

    /** So many at least are read by somebody: a history in which nothing is told proves nothing. */
    private static final int MANY = 50;

    private final Caller caller;
    private final Commands commands;
    private final Ledger ledger;
    private final SettableClock clock;
    private final Addressees addressees;
    private final Views views;
    private final Arrivals arrivals;
    private final RequestQuery requests;
    private final JsonMapper json;
    private final RequestMappingHandlerMapping mappings;

    @Autowired
    CanaryTest(
            Caller caller,
            Commands commands,
            Ledger ledger,
            SettableClock clock,
            Addressees addressees,
            Views views,
            Arrivals arrivals,
            RequestQuery requests,
            JsonMapper json,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.caller = caller;
        this.commands = commands;
        this.ledger = ledger;
        this.clock = clock;
        this.addressees = addressees;
        this.views = views;
        this.arrivals = arrivals;
        this.requests = requests;
        this.json = json;
        this.mappings = mappings;
    }

    static LongStream seeds() {
        if (HISTORIES > 0) {
            return new Random().longs(HISTORIES, 0, 1L << 32);
        }
        return SEED == null ? LongStream.range(FIRST, FIRST + OF_THE_BUILD) : LongStream.of(SEED);
    }

    /** All of campaigns and bulletins happens, and all outlets tell something, in one of the build's histories or another. */
    @AfterAll
    static void nothingWasLeftOut() {
        if (HISTORIES == 0 && SEED == null) {
            assertThat(HAPPENED)
                    .contains(CampaignEvent.class.getPermittedSubclasses())
                    .contains(BulletinEvent.class.getPermittedSubclasses());
            assertThat(UNTOLD).as("told nobody anything").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noOutletHoldsAWordThatTheRulesDenyItsViewer(long seed) throws Exception {
        long begin = ledger.head();
        var history = new History(seed, caller, commands, ledger, clock, addressees);
        history.happen();
        catchUp();
        ledger.read(begin, Math.toIntExact(ledger.head() - begin))
                .forEach(recorded -> HAPPENED.add(recorded.payload().getClass()));
        var outlets = new Outlets(caller, arrivals, requests, ledger, json, history, begin, new Random(seed));
        int read = 0;
        for (String token : tokens(history)) {
            Viewer viewer = History.viewer(token);
            List<Canary> denied = history.canaries().stream()
                    .filter(canary -> canary.isDeniedTo(viewer))
                    .toList();
            var leaks = new ArrayList<String>();
            var all = new StringBuilder();
            outlets.of(token, viewer, (outlet, text) -> {
                all.append(text);
                denied.stream()
                        .filter(canary -> text.contains(canary.word()))
                        .forEach(canary -> leaks.add("%s: %s".formatted(outlet, canary.where())));
                if (!Outlets.isOfOne(outlet)) {
                    history.canaries().stream()
                            .filter(canary ->
                                    text.contains(canary.word()) && canary.isMixed(Outlets.isOfDrills(outlet)))
                            .forEach(canary -> leaks.add("%s mixes: %s".formatted(outlet, canary.where())));
                }
            });
            for (Canary canary : outlets.some(denied)) {
                if (!NOTHING.matcher(outlets.search(token, canary.word())).matches()) {
                    leaks.add("search: " + canary.where());
                }
            }
            denied.stream()
                    .filter(canary -> canary.where().equals(History.OPERATOR)
                            && !NOTHING.matcher(outlets.about(token, canary.word()))
                                    .matches())
                    .forEach(canary -> leaks.add("filter by operator: " + canary.word()));
            assertThat(leaks).as("seed %d as %s", seed, viewer.identity()).isEmpty();
            read += (int) history.canaries().stream()
                    .filter(canary -> !canary.isDeniedTo(viewer) && all.indexOf(canary.word()) >= 0)
                    .count();
        }
        assertThat(read).as("words read by whoever may, seed %d", seed).isGreaterThan(MANY);
        if (seed == FIRST) {
            UNTOLD.addAll(offered());
        }
        UNTOLD.removeIf(pattern ->
                outlets.answered().stream().map(PathContainer::parsePath).anyMatch(pattern::matches));
    }

    /** Whatever hub-api maps to be read: what is new has to be asked for in {@link Outlets}. */
    private List<PathPattern> offered() {
        return mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/v1/") || path.startsWith("/taxii2/"))
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    private void catchUp() throws InterruptedException {
        long head = ledger.head();
        for (String view : views.names()) {
            assertThat(views.await(view, head, Duration.ofSeconds(60))).as(view).isTrue();
        }
    }

    private static Stream<String> others() {
        return Stream.of(
                "MINISTRY~METI~ministry.METI",
                History.METI,
                History.MLIT,
                "MINISTRY~MHLW~ministry.MHLW.ito~ito",
                "MINISTRY~JPCERT~ministry.JPCERT.kato~kato",
                History.NCO,
                "PM_CAO~PM_CAO~pm-cao.abe~abe",
                "PPC~PPC~ppc",
                "POLICE~13~police.13",
                "CEPTOAR~CREDIT~ceptoar.CREDIT",
                "COUNCIL~ono~council.ono",
                "HQ~HQ~hq",
                "AUDITOR~AUDITOR~auditor",
                "ADMIN~ADMIN~admin");
    }

    private static List<String> tokens(History history) {
        return Stream.concat(history.operators().stream().map("OPERATOR~%1$s~operator.%1$s"::formatted), others())
                .toList();
    }
}
