package noroshi.api.view.timeline;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static noroshi.core.report.Consent.POLICE_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import noroshi.api.page.Parameters;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.timeline.Arrived.Filter;
import noroshi.api.view.timeline.Arrived.News;
import noroshi.api.view.timeline.Arrived.Recall;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.Stage;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who follows the timeline knows at each time what the timeline shows, wherever it was cut off. */
@Timeout(120)
class ArrivalsTest {

    private static final Filter ALL = new Filter(null, null, null, false);
    private static final List<String> VIEWERS = List.of(
            "nco:mori",
            "pm-cao:abe",
            "ministry:METI",
            "ministry:METI:sato",
            "ministry:MLIT:sato",
            "ministry:MHLW",
            "ministry:MIC:ito",
            "police:34",
            "ppc");

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, Follower> live;

    @SuppressWarnings("NullAway.Init")
    private static Story chemical;

    @SuppressWarnings("NullAway.Init")
    private static Story city;

    @SuppressWarnings("NullAway.Init")
    private static Story town;

    @SuppressWarnings("NullAway.Init")
    private static Map<UUID, List<@Nullable String>> narrowedOnly;

    /** What one viewer knows, who was told of some stretches of the record. */
    private static final class Follower {

        private final Viewer viewer;
        private final Map<UUID, TimelineEntry> known = new LinkedHashMap<>();
        private final List<Recall> recalls = new ArrayList<>();
        private final List<TimelineEntry> told = new ArrayList<>();
        private long position;

        Follower(String identity) {
            this.viewer = viewer(identity);
        }

        void follow(long head) {
            while (position < head) {
                Arrived arrived = arrivals().after(position, head);
                for (News news : arrived.shownTo(viewer, ALL)) {
                    assertThat(news.position()).isGreaterThan(position).isLessThanOrEqualTo(arrived.end());
                    take(news);
                }
                position = arrived.end();
            }
        }

        private void take(News news) {
            for (Recall recall : news.recalled()) {
                known.remove(recall.entryId());
                recalls.add(recall);
            }
            for (TimelineEntry entry : news.entries()) {
                told.add(entry);
                assertThat(known.put(entry.entryId(), entry))
                        .as("what %s knew of %s already", viewer.identity(), entry)
                        .satisfiesAnyOf(
                                before -> assertThat(before).isNull(),
                                before -> assertThat(words(before)).isNotEqualTo(words(entry)));
            }
        }

        Map<UUID, List<@Nullable String>> words() {
            var words = new HashMap<UUID, List<@Nullable String>>();
            known.forEach((id, entry) -> words.put(id, words(entry)));
            return words;
        }

        /** An entry's label is that of its thread, which its later entries tell. */
        private static List<@Nullable String> words(TimelineEntry entry) {
            var words = new ArrayList<@Nullable String>();
            words.add(entry.kind());
            words.add(entry.operator());
            words.add(entry.sector());
            words.add(entry.summary());
            return words;
        }
    }

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        live = new HashMap<>();
        VIEWERS.forEach(identity -> live.put(identity, new Follower(identity)));
        step();
        var gas = Story.begin(record, about("nangoku-gas", "gas").tlp(Tlp.RED).in("46"));
        step();
        gas.delivered().acknowledged("METI");
        step();
        chemical = Story.begin(
                record, about("setouchi-chem", "chemical").severity(2).in("34"));
        step();
        chemical.delivered().granting(POLICE_SHARE);
        step();
        chemical.delivered().followUp(Stage.FOLLOW_UP, 3);
        step();
        chemical.label(Tlp.RED);
        step();
        chemical.acknowledged("METI").revoking(POLICE_SHARE).delivered();
        step();
        chemical.label(Tlp.AMBER_STRICT).assessed(1, 0, 2).granting(POLICE_SHARE);
        step();
        Story.begin(record, about("kitahama-medical", "drill").drill());
        gas.withdrawalRequested().withdrawalAccepted("METI").withdrawalAccepted("PM_CAO");
        step();
        city = Story.begin(
                record, about("midorikawa-city", "city").tlp(Tlp.GREEN).in("11"));
        step();
        city.narrowed("MIC", Tlp.RED);
        step();
        city.followUp(Stage.FOLLOW_UP, 2).label(Tlp.GREEN);
        step();
        narrowedOnly = live("ministry:MHLW").words();
        city.relabelled(Tlp.CLEAR);
        step();
        record.send(new RefuseSubmission(
                ReportId.of(new OperatorSlug("aoba-bank"), "bad"),
                new OperatorSlug("aoba-bank"),
                null,
                null,
                false,
                "intake.aoba-bank",
                List.of(),
                record.clock().instant(),
                record.clock().instant()));
        step();
        besideOthers();
    }

    /** Each of METI and MIC knows the other's thread by campaigns alone. */
    private static void besideOthers() throws InterruptedException {
        Story plant = Story.begin(record, about("setouchi-chem", "plant").in("34"));
        town = Story.begin(record, about("midorikawa-city", "town").in("11"));
        step();
        var first = Campaigning.of(record, "first").declaring(Tlp.AMBER, plant, town);
        step();
        town.delivered().followUp(Stage.FOLLOW_UP, 2);
        plant.followUp(Stage.FOLLOW_UP, 2);
        step();
        first.unlinking(town);
        step();
        town.acknowledged("MIC");
        var second = Campaigning.of(record, "second").proposing("METI", plant);
        step();
        second.accepted().linking(town);
        step();
        first.merging(second);
        step();
        town.label(Tlp.RED);
        step();
        town.label(Tlp.AMBER);
        first.unlinking(plant);
        step();
        first.unmerging(second);
        step();
        second.linking(plant);
        step();
        second.closed();
        town.followUp(Stage.FOLLOW_UP, 3);
        step();
    }

    private static void step() throws InterruptedException {
        record.catchUp();
        live.values().forEach(follower -> follower.follow(record.ledger().head()));
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static Follower live(String identity) {
        return Objects.requireNonNull(live.get(identity));
    }

    private static Arrivals arrivals() {
        return record.arrivals();
    }

    private static Map<UUID, List<@Nullable String>> timeline(Viewer viewer) {
        var shown = new Follower(viewer.identity());
        record.timeline()
                .page(viewer, TimelineQuery.Filter.ALL, null, Parameters.MOST)
                .items()
                .forEach(entry -> shown.known.put(entry.entryId(), entry));
        return shown.words();
    }

    @Test
    void whoFollowedLiveKnowsWhatTheTimelineShowsAndNoMore() {
        live.forEach((identity, follower) ->
                assertThat(follower.words()).as(identity).isEqualTo(timeline(follower.viewer)));
        assertThat(live("nco:mori").known).hasSizeGreaterThan(15);
        assertThat(live("police:34").known).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void whoComesLaterAndIsCutOffAnywhereKnowsTheSame(int stretch) {
        for (String identity : VIEWERS) {
            var follower = new Follower(identity);
            long head = record.ledger().head();
            while (follower.position < head) {
                follower.follow(Math.min(head, arrivals().settled(follower.position + stretch)));
                if (stretch == 1 && follower.position < head) {
                    follower.follow(Math.min(head, follower.position + 2));
                }
            }
            assertThat(follower.words()).as(identity).isEqualTo(timeline(follower.viewer));
        }
    }

    @Test
    void whoMayNotReadItAnyMoreIsToldToForgetItByItsIdsAlone() {
        assertThat(forgotten("ministry:METI"))
                .containsOnly(
                        chemical.thread().value(),
                        city.thread().value(),
                        town.thread().value())
                .contains(chemical.thread().value());
        assertThat(forgotten("ministry:METI:sato"))
                .as("an officer by name reads RED")
                .doesNotContain(chemical.thread().value());
    }

    private static List<UUID> forgotten(String identity) {
        return live(identity).recalls.stream().map(Recall::threadId).toList();
    }

    @Test
    void whatAHolderNarrowsIsForgottenUntilTheOriginatorWidensItByItsOwnWord() {
        var other = live("ministry:MHLW");

        assertThat(narrowedOnly).as("a follow-up and a correction said GREEN").isEmpty();
        assertThat(other.recalls)
                .isNotEmpty()
                .allSatisfy(recall ->
                        assertThat(recall.threadId()).isEqualTo(city.thread().value()));
        assertThat(other.known.values())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.tlp()).isEqualTo(Tlp.CLEAR))
                .extracting(TimelineEntry::kind)
                .contains("REPORT_SUBMITTED", "TLP_WIDENED")
                .doesNotContain("TLP_NARROWED");
    }

    @Test
    void whoIsAddressedLaterLearnsWhatWentBefore() {
        var police = live("police:34");
        assertThat(police.told)
                .filteredOn(entry -> entry.kind().equals("REPORT_SUBMITTED"))
                .extracting(TimelineEntry::summary)
                .contains("速報：setouchi-chem の障害");
    }

    @Test
    void whatACampaignHoldsBesideOnesOwnIsToldWithoutWordsAndNamesAndForgottenWithTheLink() {
        var other = live("ministry:METI");

        assertThat(other.told)
                .filteredOn(entry -> town.thread().value().equals(entry.threadId()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.operator()).isNull())
                .extracting(TimelineEntry::summary)
                .contains("速報", "続報")
                .doesNotContain("速報：midorikawa-city の障害");
        assertThat(forgotten("ministry:METI")).contains(town.thread().value());
        assertThat(other.known.values())
                .extracting(TimelineEntry::threadId)
                .contains(town.thread().value());
    }

    @Test
    void aSubmissionWaitsForItsRouting() {
        long submitted =
                record
                        .timeline()
                        .page(viewer("nco:mori"), TimelineQuery.Filter.ALL, null, Parameters.MOST)
                        .items()
                        .stream()
                        .filter(entry -> entry.kind().equals("CORRECTION_SUBMITTED"))
                        .findFirst()
                        .orElseThrow()
                        .position();
        assertThat(arrivals().settled(submitted)).isEqualTo(submitted - 1);
        assertThat(arrivals().settled(submitted + 1)).isEqualTo(submitted + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sector   | CHEMICAL           | setouchi-chem
                    sector   | KI_GAS             | nangoku-gas
                    ministry | METI               | setouchi-chem,nangoku-gas
                    ministry | PM_CAO             | nangoku-gas
                    ministry | MLIT               |
                    regime   | CYBER_RESPONSE_ACT | nangoku-gas
                    exercise | true               | kitahama-medical
                    """)
    void aFollowerMayAskForLess(String item, String value, @Nullable String expected) {
        var filter = new Filter(
                item.equals("sector") ? value : null,
                item.equals("ministry") ? value : null,
                item.equals("regime") ? value : null,
                item.equals("exercise"));
        assertThat(arrivals().after(0, record.ledger().head()).shownTo(viewer("nco:mori"), filter).stream()
                        .flatMap(news -> news.entries().stream())
                        .map(TimelineEntry::operator)
                        .distinct())
                .containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(","));
    }
}
