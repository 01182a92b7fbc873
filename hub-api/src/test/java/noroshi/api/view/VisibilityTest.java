package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import noroshi.api.page.Page;
import noroshi.api.view.obligation.ObligationQuery;
import noroshi.api.view.thread.ThreadItem;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.DutyType;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing of a thread reaches a viewer beyond what {@link Disclosure} says, by whatever GET; and all that it allows
 * does. Each thread says a word of its own, so a leak of words is found wherever it is.
 */
@Timeout(120)
class VisibilityTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final Map<String, Story> STORIES = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        int number = 0;
        for (String slug : List.of(
                "kitahama-medical",
                "isewan-terminal",
                "wangan-water",
                "nangoku-gas",
                "kokken-institute",
                "midorikawa-city")) {
            for (Tlp tlp : Tlp.values()) {
                number++;
                String word = "合言葉%03d番".formatted(number);
                var telling = about(slug, word).tlp(tlp).saying(word, "概要" + word);
                Story story = Story.begin(record, number % 4 == 0 ? telling.severity(3) : telling);
                if (number % 3 == 0) {
                    story.delivered()
                            .acknowledged(
                                    story.deliveries().getFirst().addressee().value());
                    story.followUp(Stage.FOLLOW_UP, null);
                }
                STORIES.put(word, story);
            }
        }
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    static List<Viewer> viewers() {
        return List.of(
                viewer("operator:kitahama-medical"),
                viewer("operator:nangoku-gas"),
                viewer("operator:aoba-bank"),
                viewer("ministry:MLIT"),
                viewer("ministry:MLIT:tanaka"),
                viewer("ministry:METI:sato"),
                viewer("ministry:MHLW:ito"),
                viewer("ministry:MIC:ueda"),
                viewer("ministry:MOD:kato"),
                viewer("nco:mori"),
                viewer("pm-cao:abe"),
                viewer("ppc"),
                viewer("police:27"),
                viewer("ceptoar:GAS"),
                viewer("council:ono"),
                viewer("hq"),
                viewer("auditor"),
                viewer("admin"));
    }

    static List<Viewer> counting() {
        return viewers().stream()
                .filter(viewer -> Asking.COUNTING.contains(viewer.role()))
                .toList();
    }

    /** What is the viewer's own, or was delivered to it; what the label allows beside is no part of its list. */
    private static Set<UUID> theirs(Viewer viewer) {
        return STORIES.values().stream()
                .filter(story -> {
                    var circle = story.state().circle();
                    return viewer.identity()
                                    .equals("operator:" + circle.operator().value())
                            || viewer.authority()
                                    .filter(circle.addressees()::contains)
                                    .isPresent();
                })
                .map(story -> story.thread().value())
                .collect(Collectors.toSet());
    }

    private static Set<UUID> threads(Viewer viewer, Predicate<Extent> extent) {
        return STORIES.values().stream()
                .filter(story -> extent.test(
                        Disclosure.of(viewer, story.state().circle()).extent()))
                .map(story -> story.thread().value())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void everyListHoldsWhatDisclosureAllowsAndNoMore(Viewer viewer) {
        Set<UUID> visible = threads(viewer, Extent::showsExistence);

        assertThat(ids(timeline(viewer, Filter.ALL).stream()
                        .map(TimelineEntry::threadId)
                        .toList()))
                .isEqualTo(visible);
        assertThat(ids(listed(viewer).stream().map(ThreadItem::threadId).toList()))
                .isEqualTo(theirs(viewer));
        assertThat(visible)
                .containsAll(ids(obligations(viewer).stream()
                        .map(ObligationItem::threadId)
                        .filter(Objects::nonNull)
                        .toList()));
        for (Story story : STORIES.values()) {
            assertThat(record.threads().sheet(viewer, story.thread()).isPresent())
                    .isEqualTo(visible.contains(story.thread().value()));
        }
    }

    /** Who uses a critical computer is a list of targets. */
    @ParameterizedTest
    @MethodSource("viewers")
    void whatIsToBeNotifiedIsKnownToItsOperatorToWhomItIsOwedAndToTheCentre(Viewer viewer) {
        List<ObligationItem> notifications = obligations(viewer).stream()
                .filter(item -> item.type() == DutyType.ASSET_NOTIFICATION)
                .toList();

        assertThat(notifications).allSatisfy(item -> {
            assertThat(item.threadId()).isNull();
            assertThat(item.business()).isNotNull();
        });
        switch (viewer.role()) {
            case NCO, PM_CAO ->
                assertThat(notifications)
                        .extracting(ObligationItem::operator)
                        .contains("isewan-terminal", "wangan-water", "nangoku-gas");
            case OPERATOR ->
                assertThat(notifications).extracting(ObligationItem::operator).allMatch(viewer.organisation()::equals);
            case MINISTRY ->
                assertThat(notifications).extracting(ObligationItem::addressee).allMatch(viewer.organisation()::equals);
            case CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN ->
                assertThat(notifications).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void noAnswerHoldsWordsOfAThreadWhoseContentIsNotDisclosed(Viewer viewer) {
        Set<UUID> readable = threads(viewer, Extent::showsContent);
        String answers = everything(viewer);
        STORIES.forEach((word, story) -> {
            if (readable.contains(story.thread().value())) {
                assertThat(answers).contains(word);
            } else {
                assertThat(answers).doesNotContain(word);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void aMaskedThreadNamesNoOperator(Viewer viewer) {
        for (UUID masked : threads(viewer, extent -> extent == Extent.MASKED)) {
            var sheet = record.threads().sheet(viewer, new ThreadId(masked)).orElseThrow();
            assertThat(sheet.operator()).isNull();
            assertThat(sheet.content()).isNull();
            assertThat(sheet.filing()).isNull();
            assertThat(sheet.deliveries())
                    .allSatisfy(delivery -> assertThat(delivery.addressee())
                            .isEqualTo(
                                    viewer.authority().map(AuthorityCode::value).orElse("nobody")));
        }
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void whomToContactIsForThoseTheReportWasMeantFor(Viewer viewer) {
        Set<UUID> meantFor = threads(viewer, Extent::showsContact);
        Set<UUID> shared = threads(viewer, extent -> extent == Extent.SHARED);
        for (Story story : STORIES.values()) {
            record.threads().sheet(viewer, story.thread()).ifPresent(sheet -> {
                assertThat(JSON.writeValueAsString(sheet).contains("06-0000-0000"))
                        .isEqualTo(meantFor.contains(story.thread().value()));
                if (shared.contains(story.thread().value())) {
                    assertThat(sheet.deliveries()).isEmpty();
                    assertThat(sheet.missing()).isNull();
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void whatCannotBeReadCannotBeFoundBySearchOrByOperator(Viewer viewer) {
        Set<UUID> readable = threads(viewer, Extent::showsContent);
        STORIES.forEach((word, story) -> {
            boolean found = readable.contains(story.thread().value());
            assertThat(timeline(viewer, searching(word)).isEmpty()).isEqualTo(!found);
        });
        for (String slug : List.of("kitahama-medical", "nangoku-gas", "wangan-water")) {
            assertThat(readable)
                    .containsAll(ids(timeline(viewer, ofOperator(slug)).stream()
                            .map(TimelineEntry::threadId)
                            .toList()));
            assertThat(readable)
                    .containsAll(ids(record
                            .obligations()
                            .page(
                                    viewer,
                                    new ObligationQuery.Filter(null, null, slug, null, null, null, false),
                                    null,
                                    500)
                            .items()
                            .stream()
                            .map(ObligationItem::threadId)
                            .filter(Objects::nonNull)
                            .toList()));
        }
    }

    @ParameterizedTest
    @MethodSource("counting")
    void countsCountWhatMayBeReadAndOfMaskedOnesNothingBelowFive(Viewer viewer) {
        var readable = threads(viewer, Extent::showsContent).size();
        var masked = threads(viewer, extent -> extent == Extent.MASKED || extent == Extent.AGGREGATE)
                .size();
        var situation = record.situation().count(viewer, null);
        assertThat(situation.threads()).isEqualTo(readable + masked - masked % 5);
        if (readable + masked == 0) {
            assertThat(situation.openObligations()).isZero();
            assertThat(situation.bySector()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void aReceiptIsForTheOperatorItselfAndTheAuditor(Viewer viewer) {
        for (Story story : STORIES.values()) {
            boolean holder = viewer.role() == Viewer.Role.AUDITOR
                    || (viewer.role() == Viewer.Role.OPERATOR
                            && viewer.organisation()
                                    .equals(story.state().circle().operator().value()));
            assertThat(record.receipts().receipt(viewer, story.thread()).isPresent())
                    .isEqualTo(holder);
        }
    }

    /** All that the viewer can get, as JSON. */
    private static String everything(Viewer viewer) {
        var answers = new ArrayList<Object>(timeline(viewer, Filter.ALL));
        answers.addAll(listed(viewer));
        answers.addAll(obligations(viewer));
        if (Asking.COUNTING.contains(viewer.role())) {
            answers.add(record.situation().count(viewer, null));
        }
        for (Story story : STORIES.values()) {
            record.threads().sheet(viewer, story.thread()).ifPresent(answers::add);
            record.receipts().receipt(viewer, story.thread()).ifPresent(answers::add);
        }
        return JSON.writeValueAsString(answers);
    }

    private static List<TimelineEntry> timeline(Viewer viewer, Filter filter) {
        return record.timeline().page(viewer, filter, null, 500).items();
    }

    private static List<ThreadItem> listed(Viewer viewer) {
        return record.threads().page(viewer, false, null, 500).items();
    }

    private static List<ObligationItem> obligations(Viewer viewer) {
        Page<ObligationItem> page = record.obligations()
                .page(viewer, new ObligationQuery.Filter(null, null, null, null, null, null, false), null, 500);
        return page.items();
    }

    private static Filter searching(String q) {
        return new Filter(null, null, null, null, null, null, null, null, null, null, q, false, Order.DESC);
    }

    private static Filter ofOperator(String slug) {
        return new Filter(null, null, slug, null, null, null, null, null, null, null, null, false, Order.DESC);
    }

    private static Set<UUID> ids(List<? extends @Nullable UUID> ids) {
        var present = new LinkedHashSet<UUID>();
        for (UUID id : ids) {
            if (id != null) {
                present.add(id);
            }
        }
        return present;
    }
}
