package noroshi.api.view.candidate;

import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.candidate.Candidates.Candidate;
import noroshi.api.view.candidate.Candidates.Marked;
import noroshi.api.view.candidate.Candidates.Shared;
import noroshi.api.view.candidate.Candidates.Sighting;
import noroshi.api.view.candidate.Candidates.TooCommon;
import noroshi.api.view.candidate.Candidates.Why;
import noroshi.core.bulletin.BulletinCommand.DraftBulletin;
import noroshi.core.bulletin.BulletinCommand.IssueBulletin;
import noroshi.core.bulletin.BulletinCommand.RecallBulletin;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.bulletin.Relay;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Cause;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.Stating;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CandidateQueryTest {

    private static final Viewer NCO = viewer("nco:mori");
    private static final Viewer FSA = viewer("ministry:FSA:kato");
    private static final String DAY = "2026-11-05T00:00:00Z";

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    private int filed;

    @BeforeAll
    static void start() throws Exception {
        record = new RecordFixture();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    @Test
    void threadsThatShareATraceAreCandidatesWithTheirReasons() throws Exception {
        ThreadId bank =
                file(new Said("aoba-bank", DAY).saying("203.0.113.7", "hxxp://c2[.]example/a", "CVE-2026-1111"));
        ThreadId airport =
                file(new Said("new-airport", "2026-12-05T00:00:00Z").saying("203[.]0[.]113[.]7", "C2.example."));
        ThreadId port = file(new Said("isewan-terminal", "2026-12-25T00:00:00Z").saying("cve-2026-1111"));
        file(new Said("nangoku-gas", "2026-12-15T00:00:00Z").saying("203.0.113.8"));

        Candidates candidates = candidates(NCO, bank);

        assertThat(candidates.candidates())
                .extracting(Candidate::threadId)
                .containsExactly(airport.value(), port.value());
        assertThat(candidates.candidates().getFirst().reasons())
                .containsExactlyInAnyOrder(
                        new Shared(Trace.Kind.IP, "203.0.113.7"), new Shared(Trace.Kind.DOMAIN, "c2.example"));
        assertThat(candidates.tooCommon()).isEmpty();
    }

    /** Whose content may not be read is no candidate: that it shares a trace would tell of the content. */
    @Test
    void aMinistryFindsWhatItMayReadAndNothingElse() throws Exception {
        ThreadId bank = file(new Said("aoba-bank", DAY).saying("203.0.113.20"));
        ThreadId other = file(new Said("aoba-bank", "2026-12-05T00:00:00Z").saying("203.0.113.20"));
        ThreadId airport = file(new Said("new-airport", "2026-12-15T00:00:00Z").saying("203.0.113.20"));
        file(new Said("aoba-bank", "2026-12-25T00:00:00Z").labelled(Tlp.RED).saying("203.0.113.20"));

        assertThat(candidates(FSA, bank).candidates())
                .extracting(Candidate::threadId)
                .hasSize(2)
                .contains(other.value());
        assertThat(candidates(viewer("ministry:FSA"), bank).candidates())
                .extracting(Candidate::threadId)
                .containsExactly(other.value());
        assertThat(record.candidates().candidates(FSA, airport)).isEmpty();
        for (String nobody : List.of("operator:aoba-bank", "ministry:MHLW:ito", "police:13", "auditor", "admin")) {
            assertThat(candidates(viewer(nobody), bank, airport))
                    .as(nobody)
                    .allMatch(one -> one.operator().equals("aoba-bank"));
        }
    }

    private List<Candidate> candidates(Viewer viewer, ThreadId... threads) {
        return Stream.of(threads)
                .flatMap(thread -> record.candidates().candidates(viewer, thread).stream())
                .flatMap(found -> found.candidates().stream())
                .toList();
    }

    @Test
    void whatEverybodyHasGivesNoCandidatesAndIsTold() throws Exception {
        ThreadId one = file(new Said("aoba-bank", DAY).saying("8.8.8.8", "192.168.0.1"));
        file(new Said("new-airport", "2026-12-05T00:00:00Z").saying("8.8.8.8", "192.168.0.1"));

        assertThat(candidates(NCO, one).candidates()).isEmpty();
        assertThat(candidates(NCO, one).tooCommon())
                .containsExactlyInAnyOrder(
                        new TooCommon(Trace.Kind.IP, "8.8.8.8", Why.WELL_KNOWN),
                        new TooCommon(Trace.Kind.IP, "192.168.0.1", Why.WELL_KNOWN));
    }

    @Test
    void whatTooManyThreadsHaveGivesNoCandidatesAndIsTold() throws Exception {
        ThreadId first = file(new Said("aoba-bank", DAY).saying("common.example"));
        for (int i = 0; i < CandidateQuery.MOST_THREADS; i++) {
            file(new Said("chubu-power", "2027-01-01T00:00:00Z").saying("common.example"));
        }
        assertThat(candidates(NCO, first).candidates()).hasSize(CandidateQuery.MOST_THREADS);

        file(new Said("chubu-power", "2027-01-01T00:00:00Z").saying("common.example"));
        assertThat(candidates(NCO, first).candidates()).isEmpty();
        assertThat(candidates(NCO, first).tooCommon())
                .containsExactly(new TooCommon(Trace.Kind.DOMAIN, "common.example", Why.IN_MANY_THREADS));
    }

    @Test
    void theSameTechniqueWithinADayIsAReason() throws Exception {
        ThreadId bank = file(new Said("aoba-bank", "2028-03-01T09:00:00Z").form("DDOS"));
        ThreadId airport = file(new Said("new-airport", "2028-03-01T21:00:00Z").form("DDOS"));
        file(new Said("isewan-terminal", "2028-03-03T09:00:00Z").form("DDOS"));
        ThreadId mail = file(new Said("wangan-water", "2028-03-01T10:00:00Z").causedBy(Cause.SUSPICIOUS_MAIL));
        file(new Said("nangoku-gas", "2028-03-01T10:00:00Z").causedBy(Cause.EQUIPMENT_FAILURE));

        assertThat(candidates(NCO, bank).candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.threadId()).isEqualTo(airport.value());
            assertThat(candidate.reasons()).containsExactly(new Shared(Trace.Kind.TIME_AND_TECHNIQUE, "DDOS"));
        });
        assertThat(candidates(NCO, mail).candidates()).isEmpty();
    }

    /** L7. */
    @Test
    void aDrillIsNoCandidateForWhatIsReal() throws Exception {
        ThreadId real =
                file(new Said("aoba-bank", "2028-04-01T09:00:00Z").form("DDOS").saying("203.0.113.30"));
        ThreadId drill = file(new Said("new-airport", "2028-04-01T09:00:00Z")
                .form("DDOS")
                .drill()
                .saying("203.0.113.30"));

        assertThat(candidates(NCO, real).candidates()).isEmpty();
        assertThat(candidates(NCO, drill).candidates()).isEmpty();
    }

    @Test
    void whatIsCorrectedAwayIsNoReasonAnyMore() throws Exception {
        ThreadId one = file(new Said("aoba-bank", DAY).saying("203.0.113.40"));
        ThreadId other = file(new Said("new-airport", "2026-12-05T00:00:00Z").saying("203.0.113.40"));
        assertThat(candidates(NCO, one).candidates()).hasSize(1);

        record.send(new CorrectReport(
                other,
                ReportId.of(new OperatorSlug("new-airport"), UUID.randomUUID().toString()),
                new OperatorSlug("new-airport"),
                indicators("203.0.113.41"),
                "誤記",
                "00".repeat(32),
                Instant.parse("2026-12-06T00:00:00Z")));
        assertThat(candidates(NCO, one).candidates()).isEmpty();
        assertThat(record.database()
                        .sql("select count(*) from api.candidate_trace where thread_id = ?")
                        .param(other.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatCameInWithABulletinIsToldToWhomItsOwnLabelLets() throws Exception {
        ThreadId bank = file(new Said("aoba-bank", DAY).saying("198.51.100.1", "198.51.100.2", "198.51.100.3"));
        BulletinId known =
                draft("1", false, marked(Tlp.GREEN, "198.51.100[.]1"), marked(Tlp.AMBER_STRICT, "198.51.100.2"));
        draft("2", true, marked(Tlp.CLEAR, "198.51.100.3"));
        Sighting strict = new Sighting(
                known.value(),
                "JPCERT/CC",
                "bundle--1",
                List.of(
                        new Marked(Trace.Kind.IP, "198.51.100.1", Tlp.GREEN, "indicator--198.51.100[.]1"),
                        new Marked(Trace.Kind.IP, "198.51.100.2", Tlp.AMBER_STRICT, "indicator--198.51.100.2")));

        assertThat(candidates(NCO, bank).imported()).containsExactly(strict);
        assertThat(candidates(FSA, bank).imported()).as("a draft").isEmpty();

        record.send(new IssueBulletin(known, List.of(), 1, "nco:mori", Instant.parse(DAY)));
        assertThat(candidates(FSA, bank).imported())
                .singleElement()
                .extracting(Sighting::reasons)
                .isEqualTo(strict.reasons().subList(0, 1));
        assertThat(candidates(viewer("pm-cao:abe"), bank).imported())
                .singleElement()
                .extracting(Sighting::reasons)
                .isEqualTo(strict.reasons().subList(0, 1));

        record.send(new RecallBulletin(known, List.of(), new Remark("誤り"), "nco:mori", Instant.parse(DAY)));
        assertThat(candidates(NCO, bank).imported()).as("taken back").isEmpty();
    }

    @Test
    void whatEveryBundleHasIsNoReasonAndIsTold() throws Exception {
        ThreadId bank = file(new Said("aoba-bank", DAY).saying("198.51.100.9", "8.8.8.8"));
        for (int i = 0; i <= CandidateQuery.MOST_THREADS; i++) {
            draft("many-" + i, false, marked(Tlp.GREEN, "198.51.100.9"), marked(Tlp.GREEN, "8.8.8.8"));
        }

        Candidates candidates = candidates(NCO, bank);
        assertThat(candidates.imported()).isEmpty();
        assertThat(candidates.tooCommon())
                .containsExactlyInAnyOrder(
                        new TooCommon(Trace.Kind.IP, "198.51.100.9", Why.IN_MANY_BUNDLES),
                        new TooCommon(Trace.Kind.IP, "8.8.8.8", Why.WELL_KNOWN));
    }

    /** What the viewer may not read takes the place of nothing that it may. */
    @Test
    void rightsAreAskedBeforeThereAreTooMany() throws Exception {
        ThreadId bank = file(new Said("aoba-bank", DAY)
                .saying("198.51.100.31", "198.51.100.32", "198.51.100.33", "198.51.100.34", "198.51.100.35"));
        for (int i = 0; i < 30; i++) {
            draft("held-" + i, false, marked(Tlp.GREEN, "198.51.100.31"), marked(Tlp.GREEN, "198.51.100.32"));
            BulletinId strict = draft(
                    "strict-" + i,
                    false,
                    marked(Tlp.AMBER_STRICT, "198.51.100.33"),
                    marked(Tlp.AMBER_STRICT, "198.51.100.34"));
            record.send(new IssueBulletin(strict, List.of(), 1, "nco:mori", Instant.parse(DAY)));
        }
        BulletinId open = draft("open", false, marked(Tlp.GREEN, "198.51.100.35"));
        record.send(new IssueBulletin(open, List.of(), 1, "nco:mori", Instant.parse(DAY)));

        assertThat(candidates(FSA, bank).imported())
                .extracting(Sighting::bulletinId)
                .containsExactly(open.value());
        assertThat(candidates(NCO, bank).imported()).hasSize(50);
    }

    private static MarkedIndicator marked(Tlp tlp, String value) {
        return new MarkedIndicator(new Indicator("ipv4-addr", value), tlp, "indicator--" + value);
    }

    private static BulletinId draft(String name, boolean exercise, MarkedIndicator... indicators) {
        var id = new BulletinId(NamedUuid.of("bulletin", name));
        var facts =
                new BulletinFacts(List.of(), List.of(new SectorCode("FINANCE")), Tlp.GREEN, exercise, Relay.AT_ONCE);
        var content = new BulletinContent(name, name, List.of(), null)
                .importing(new Imported("JPCERT/CC", "bundle--" + name, List.of(indicators)));
        record.send(new DraftBulletin(id, facts, content, "nco:mori", Instant.parse(DAY)));
        return id;
    }

    private static Candidates candidates(Viewer viewer, ThreadId thread) throws InterruptedException {
        record.catchUp();
        return record.candidates().candidates(viewer, thread).orElseThrow();
    }

    /** What a report says that the question is about. */
    private record Said(
            String slug,
            String occurredAt,
            String form,
            List<Cause> causes,
            Tlp tlp,
            boolean exercise,
            List<String> values) {

        Said(String slug, String occurredAt) {
            this(slug, occurredAt, "OTHER_CYBER", List.of(), Tlp.AMBER, false, List.of());
        }

        Said form(String code) {
            return new Said(slug, occurredAt, code, causes, tlp, exercise, values);
        }

        Said causedBy(Cause cause) {
            return new Said(slug, occurredAt, form, List.of(cause), tlp, exercise, values);
        }

        Said labelled(Tlp label) {
            return new Said(slug, occurredAt, form, causes, label, exercise, values);
        }

        Said drill() {
            return new Said(slug, occurredAt, form, causes, tlp, true, values);
        }

        Said saying(String... traces) {
            return new Said(slug, occurredAt, form, causes, tlp, exercise, List.of(traces));
        }
    }

    private ThreadId file(Said said) {
        var operator = new OperatorSlug(said.slug());
        var report = ReportId.of(operator, "candidate-%d-%s".formatted(filed++, UUID.randomUUID()));
        Instant occurred = Instant.parse(said.occurredAt());
        var filing = Filings.of(Filings.entry(said.slug()), occurred.plusSeconds(600), List.of())
                .form(said.form())
                .occurred(occurred)
                .causedBy(said.causes())
                .personalData(PersonalData.NO)
                .tlp(said.tlp())
                .exercise(said.exercise())
                .filing();
        var content = new Content("件名", "概要", traces(said.values()), Map.of(), Map.of(), List.of(), List.of());
        var thread = ThreadId.openedBy(report);
        record.send(new SubmitReport(
                thread, report, operator, filing, content, "00".repeat(32), occurred.plusSeconds(900)));
        return thread;
    }

    private static List<Indicator> traces(List<String> values) {
        return values.stream().map(value -> new Indicator("trace", value)).toList();
    }

    private static Revision indicators(String... values) {
        return Stating.that(it -> it.indicators = traces(List.of(values)));
    }
}
