package noroshi.api.view.situation;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.report.Tlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SituationQueryTest {

    @Test
    void withdrawnThreadsAndDrillsDontCountAndEarlierTimesCountWhatWasKnown() throws Exception {
        try (var record = new RecordFixture()) {
            Story.begin(record, about("kitahama-medical", "a").severity(3).in("27"));
            Story water = Story.begin(record, about("wangan-water", "b").severity(1));
            Story.begin(record, about("chubu-power", "c").drill());
            Story gas = Story.begin(record, about("nangoku-gas", "d").in("46"))
                    .delivered()
                    .withdrawalRequested();
            gas.withdrawalAccepted("METI");
            Instant before = record.clock().instant();
            gas.withdrawalAccepted("PM_CAO");
            record.catchUp();

            Situation now = record.situation().count(viewer("nco:mori"), null);
            assertThat(now.threads()).isEqualTo(2);
            assertThat(now.bySector()).isEqualTo(Map.of("HEALTHCARE", 1L, "WATER", 1L, "GOV_ADMIN", 1L));
            assertThat(now.bySeverity()).isEqualTo(Map.of("3", 1L, "1", 1L));
            // the waterworks named no place: it counts where its seat is
            assertThat(now.byRegion()).isEqualTo(Map.of("27", 1L, "14", 1L));
            assertThat(now.byRegime()).isEqualTo(Map.of("ACTION_PLAN", 2L, "CYBER_RESPONSE_ACT", 1L));
            assertThat(now.openObligations()).isPositive();

            Situation then = record.situation().count(viewer("nco:mori"), before);
            assertThat(then.threads()).isEqualTo(3);
            assertThat(then.bySector()).containsEntry("GAS", 1L);
            assertThat(then.openObligations()).isGreaterThan(now.openObligations());

            assertThat(record.situation()
                            .count(viewer("ministry:MHLW:ito"), null)
                            .bySector())
                    .containsOnlyKeys("HEALTHCARE");
            assertThat(record.situation().count(viewer("nco:mori"), Instant.parse("2020-01-01T00:00:00Z")))
                    .isEqualTo(new Situation(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0));

            water.delivered().acknowledged("MLIT");
            record.catchUp();
            assertThat(record.situation().count(viewer("nco:mori"), null).openObligations())
                    .isLessThan(now.openObligations());
        }
    }

    /** Five may all be the incidents of one operator. */
    @Test
    void whatIsMaskedIsCountedByNothingThatItDoesNotTell() throws Exception {
        try (var record = new RecordFixture()) {
            var stories = new ArrayList<Story>();
            stories.add(Story.begin(
                    record, about("midorikawa-city", "city").severity(1).in("11")));
            for (int i = 0; i < 5; i++) {
                stories.add(Story.begin(
                        record, about("new-airport", "airport-" + i).severity(2).in("12")));
            }
            Campaigning.of(record, "波状攻撃").declaring(Tlp.AMBER, stories.toArray(Story[]::new));
            record.catchUp();

            Situation beside = record.situation().count(viewer("ministry:MIC:ueda"), null);
            assertThat(beside.threads()).isEqualTo(6);
            assertThat(beside.bySeverity()).isEqualTo(Map.of("1", 1L, "2", 5L));
            assertThat(beside.bySector()).isEqualTo(Map.of("GOV_ADMIN", 1L));
            assertThat(beside.byRegion()).isEqualTo(Map.of("11", 1L));
            assertThat(beside.byRegime()).isEqualTo(Map.of("ACTION_PLAN", 1L));
            assertThat(record.situation()
                            .count(viewer("ministry:MIC:ueda"), record.clock().instant()))
                    .isEqualTo(beside);

            Situation counting = record.situation().count(viewer("hq"), null);
            assertThat(counting.bySector())
                    .as("who counts what it may not read")
                    .isEqualTo(Map.of("AIRPORT", 5L));
        }
    }

    @Test
    void aLabelWidenedSinceCountsInThePastAsNarrowAsItWas() throws Exception {
        try (var record = new RecordFixture()) {
            Story story = Story.begin(record, about("nangoku-gas", "e")).label(Tlp.RED);
            Instant then = record.clock().instant();
            story.label(Tlp.GREEN);
            record.catchUp();
            // RED is for named officers; this token names none, and one alone is too few to be counted
            var nameless = viewer("ministry:METI");

            assertThat(record.situation().count(nameless, then).threads()).isZero();
            assertThat(record.situation().count(nameless, null).threads()).isEqualTo(1);
        }
    }
}
