package noroshi.api.view.obligation;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.obligation.ObligationQuery.By;
import noroshi.api.view.obligation.ObligationQuery.Filter;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.regime.DutyType;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.Revisions;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Filings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The terminal of scenario S3: aware on 2026-11-10, due on 2026-12-10. */
@Timeout(120)
class ObligationQueryTest {

    private static final Viewer OPERATOR = viewer("operator:isewan-terminal");
    private static final Filter ALL = new Filter(null, null, null, null, null, null, false);

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        Story.begin(record, about("isewan-terminal", "p").occurred("2026-11-10T06:20:00+09:00"))
                .delivered()
                .acknowledged("MLIT");
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static List<ObligationItem> items(Viewer viewer, Filter filter) {
        return record.obligations().page(viewer, filter, null, 500).items();
    }

    @Test
    void aLegalDayIsTheLastAndTheNextInstantIsTooLate() {
        assertThat(items(OPERATOR, ALL))
                .filteredOn(item ->
                        item.type() == DutyType.DETAILED && item.addressee().equals("MLIT"))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.dueDate()).hasToString("2026-12-10");
                    assertThat(item.dueBefore()).hasToString("2026-12-11T00:00+09:00");
                    assertThat(item.regime()).isEqualTo("CYBER_RESPONSE_ACT");
                });
    }

    @ParameterizedTest
    @CsvSource({"2026-12-10T14:59:59Z, OPEN", "2026-12-10T15:00:00Z, MISSED"})
    void whetherItIsMissedIsTheClocksMatter(Instant now, Standing standing) {
        Instant before = record.clock().instant();
        record.setClock(now);
        assertThat(items(OPERATOR, ALL))
                .filteredOn(item -> item.type() == DutyType.DETAILED)
                .extracting(ObligationItem::state)
                .containsOnly(standing);
        record.setClock(before);
    }

    @ParameterizedTest
    @EnumSource(Standing.class)
    void theDatabaseFiltersByTheStandingThatTheDomainTells(Standing standing) {
        Instant before = record.clock().instant();
        for (String time : List.of("2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z", "2027-02-01T00:00:00Z")) {
            record.setClock(Instant.parse(time));
            assertThat(items(OPERATOR, new Filter(standing, null, null, null, null, null, false)))
                    .isEqualTo(items(OPERATOR, ALL).stream()
                            .filter(item -> item.state() == standing)
                            .toList());
        }
        record.setClock(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-10T00:00:00Z",
                "2026-12-03T14:59:59Z",
                "2026-12-03T15:00:00Z",
                "2026-12-10T14:59:59Z",
                "2026-12-10T15:00:00Z"
            })
    void theDatabaseFindsWhatApproachesAsTheDomainTells(Instant now) {
        Instant before = record.clock().instant();
        record.setClock(now);
        assertThat(items(OPERATOR, new Filter(null, null, null, null, null, null, true)))
                .isEqualTo(items(OPERATOR, ALL).stream()
                        .filter(ObligationItem::approaching)
                        .toList());
        record.setClock(before);
    }

    @Test
    void aWindowHoldsWhatFallsDueInIt() {
        Instant last = Instant.parse("2026-12-10T15:00:00Z");
        assertThat(items(OPERATOR, new Filter(null, null, null, null, last.minusSeconds(1), last, false)))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.dueDate()).hasToString("2026-12-10"));
        assertThat(items(OPERATOR, new Filter(null, null, null, null, last, last.plusSeconds(86_400), false)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void theSheetCountsWhatTheListShows(By by) {
        Instant before = record.clock().instant();
        for (Viewer viewer :
                List.of(OPERATOR, viewer("nco:mori"), viewer("ministry:MLIT:suzuki"), viewer("ministry:FSA:sato"))) {
            for (String time : List.of("2026-11-10T00:00:00Z", "2026-12-05T00:00:00Z", "2027-02-01T00:00:00Z")) {
                record.setClock(Instant.parse(time));
                Map<String, List<ObligationItem>> listed =
                        items(viewer, ALL).stream().collect(Collectors.groupingBy(item -> code(item, by)));
                List<DeadlineSheet.Line> lines =
                        record.obligations().sheet(viewer, ALL, by, 500).items();
                assertThat(lines)
                        .extracting(DeadlineSheet.Line::code)
                        .containsExactlyInAnyOrderElementsOf(listed.keySet());
                for (DeadlineSheet.Line line : lines) {
                    List<ObligationItem> of = listed.getOrDefault(String.valueOf(line.code()), List.of());
                    assertThat(List.of(line.open(), line.softExceeded(), line.missed(), line.met(), line.waived()))
                            .containsExactly(
                                    count(of, Standing.OPEN),
                                    count(of, Standing.SOFT_EXCEEDED),
                                    count(of, Standing.MISSED),
                                    count(of, Standing.MET),
                                    count(of, Standing.WAIVED));
                    assertThat(line.approaching())
                            .isEqualTo(of.stream()
                                    .filter(ObligationItem::approaching)
                                    .count());
                }
            }
        }
        record.setClock(before);
    }

    private static String code(ObligationItem item, By by) {
        return switch (by) {
            case MINISTRY -> item.addressee();
            case OPERATOR -> String.valueOf(item.operator());
            case REGIME -> item.regime();
        };
    }

    private static long count(List<ObligationItem> items, Standing standing) {
        return items.stream().filter(item -> item.state() == standing).count();
    }

    @Test
    void aMinistryAndAnOperatorNarrowTheList() {
        Viewer office = viewer("nco:mori");
        assertThat(items(office, new Filter(null, "PM_CAO", null, null, null, null, false)))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.addressee()).isEqualTo("PM_CAO"));
        assertThat(items(office, new Filter(null, null, "isewan-terminal", null, null, null, false)))
                .isEqualTo(items(office, ALL).stream()
                        .filter(item -> "isewan-terminal".equals(item.operator()))
                        .toList());
        assertThat(items(office, new Filter(null, null, "setouchi-chem", null, null, null, false)))
                .isEmpty();
        assertThat(items(viewer("operator:setouchi-chem"), ALL)).isEmpty();
    }

    @Test
    void whatIsToBeNotifiedStandsBesideWhatIsToBeReported() {
        assertThat(items(OPERATOR, ALL))
                .filteredOn(item -> item.type() == DutyType.ASSET_NOTIFICATION)
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.threadId()).isNull();
                    assertThat(item.operator()).isEqualTo("isewan-terminal");
                    assertThat(item.business()).isEqualTo("KI_PORT_TRANSPORT");
                    assertThat(item.addressee()).isEqualTo("MLIT");
                    assertThat(item.regime()).isEqualTo("CYBER_RESPONSE_ACT");
                    assertThat(item.dueDate()).hasToString("2027-03-31");
                    assertThat(item.state()).isEqualTo(Standing.OPEN);
                });
    }

    @Test
    void whatIsToBeNotifiedIsMissedByTheClockAndWaivedByTheRegister() throws Exception {
        try (var other = new RecordFixture()) {
            other.catchUp();
            other.setClock(Instant.parse("2027-03-31T15:00:00Z"));
            Viewer bank = viewer("operator:aoba-bank");
            assertThat(other.obligations().page(bank, ALL, null, 500).items())
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.state()).isEqualTo(Standing.MISSED));

            other.send(new RegisterOperator(
                    Revisions.withoutCriticalComputer(Filings.entry("aoba-bank")),
                    "test",
                    other.clock().instant()));
            other.catchUp();

            assertThat(other.obligations().page(bank, ALL, null, 500).items())
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.state()).isEqualTo(Standing.WAIVED));
        }
    }

    @Test
    void pagesFollowEachOther() {
        var walked = new ArrayList<ObligationItem>();
        String cursor = null;
        do {
            Page<ObligationItem> page = page(cursor);
            walked.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(walked).isEqualTo(items(OPERATOR, ALL)).hasSizeGreaterThan(2);
    }

    private static Page<ObligationItem> page(@Nullable String cursor) {
        return record.obligations().page(OPERATOR, ALL, new Parameters().cursorOfId(cursor), 2);
    }
}
