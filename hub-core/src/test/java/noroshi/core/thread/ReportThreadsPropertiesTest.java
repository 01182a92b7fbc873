package noroshi.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.Revisions;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Consent;
import noroshi.core.report.Consents;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.sector.Sector;
import noroshi.core.sector.SectorCode;
import noroshi.core.sector.Status;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;

/** Whatever is done to a thread, in any order and repeated: what the law relies on holds. */
class ReportThreadsPropertiesTest {

    private static final List<String> AUTHORITIES = List.of("MLIT", "PM_CAO", "NCO", "METI", "PPC", "PREF_POLICE_23");

    private static final List<Answer> MALICE = List.of(Answer.YES, Answer.NO, Answer.UNKNOWN);

    private static final List<Consents> CONSENTS = List.of(
            Consents.NONE,
            new Consents(false, true, false, false, false, false),
            new Consents(true, true, true, true, true, true));

    private static final List<Consent> SINGLE = List.of(Consent.POLICE_SHARE, Consent.JPCERT_SHARE, Consent.IPA_SHARE);

    private static final List<Tlp> WIDE = List.of(Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER);

    private static final List<Tlp> NARROW = List.of(Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED);

    private static final Filings TERMINAL = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");

    private static final OperatorEntry UNDESIGNATED = Revisions.designated(TERMINAL.operator(), List.of());

    private static final LocalDate DAY_AFTER = LocalDate.of(2026, 11, 11);

    /** One thing that someone may do, by name so that a failing order can be read. */
    record Act(String name, String who, int key) {

        ReportThreadCommand of(ThreadStory story) {
            return switch (name) {
                case "submit" -> story.opening();
                case "followUp" -> story.followUp("f" + key, Stage.FOLLOW_UP);
                case "detailed" -> story.followUp("d" + key, Stage.DETAILED);
                case "final" -> story.followUp("n" + key, Stage.FINAL);
                case "earlier" ->
                    story.correction("e" + key, Filings.awareness("2026-11-0%dT08:00:00+09:00".formatted(1 + key)));
                case "notCritical" -> story.correction("o" + key, Filings.criticalComputer(Answer.NO));
                case "critical" -> story.correction("c" + key, Filings.criticalComputer(Answer.YES));
                case "leaked" ->
                    story.correction(
                            "l" + key,
                            Filings.leaked(
                                    PersonalData.YES, new Breach(Answer.YES, null, MALICE.get(key), null, null)));
                case "notLeaked" -> story.correction("m" + key, Filings.leaked(PersonalData.NO, null));
                case "consent" -> story.followUp("y" + key, Stage.FOLLOW_UP, Filings.consentingNow(CONSENTS.get(key)));
                case "grant" -> story.granting(SINGLE.get(key));
                case "revoke" -> story.revoking(SINGLE.get(key));
                case "reopen" -> story.reopening(who);
                case "label" -> story.followUp("t" + key, Stage.FOLLOW_UP, Filings.labelled(WIDE.get(key)));
                case "narrow" -> story.narrowing(who, NARROW.get(key));
                case "widen" -> story.relabelling(story.dossier().filing().tlp(), WIDE.get(key));
                case "assess" -> story.assessment(key, 0, 1);
                case "withdraw" -> story.withdrawal("w" + key);
                case "made" -> story.made(story.opening().report(), who);
                case "receipt" -> story.receipt(who);
                case "return" -> story.returned(who);
                case "close" -> story.close(who);
                case "accept" -> story.decision(who, true);
                case "reject" -> story.decision(who, false);
                case "reroute" -> story.reroute();
                case "tell" ->
                    story.at(List.of("2026-11-15", "2026-12-05", "2027-03-01").get(key) + "T00:00:00+09:00")
                            .tellDeadlines();
                case "designated" -> story.registerSays(TERMINAL.operator()).reroute();
                case "undesignated" -> story.registerSays(UNDESIGNATED).reroute();
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        var names = Arbitraries.of(
                "submit",
                "followUp",
                "detailed",
                "final",
                "earlier",
                "notCritical",
                "critical",
                "leaked",
                "notLeaked",
                "consent",
                "grant",
                "revoke",
                "reopen",
                "assess",
                "label",
                "narrow",
                "widen",
                "withdraw",
                "made",
                "receipt",
                "return",
                "close",
                "accept",
                "reject",
                "reroute",
                "tell",
                "designated",
                "undesignated");
        return Combinators.combine(
                        names,
                        Arbitraries.of(AUTHORITIES),
                        Arbitraries.integers().between(0, 2))
                .as(Act::new)
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 400)
    void onlyTheOriginatorsOwnWordWidensWhatAHolderNarrowed(@ForAll boolean closed, @ForAll("acts") List<Act> acts) {
        var story = closed ? story().closed() : story();
        Tlp held = Tlp.CLEAR;
        for (Act act : acts) {
            if (!tried(story, act)) {
                continue;
            }
            for (ReportThreadEvent event : story.last()) {
                if (event instanceof TlpNarrowed narrowed && narrowed.authority() != null) {
                    held = narrowed.tlp();
                } else if (event instanceof TlpWidened) {
                    held = Tlp.CLEAR;
                }
            }
            Tlp label = story.dossier().filing().tlp();
            assertThat(held.isNarrowerThan(label))
                    .as("%s under %s after %s", label, held, act)
                    .isFalse();
        }
    }

    @Property(tries = 400)
    void obligationsNeverVanishDeliveriesOnlyGrowAndWhatIsMetStaysMet(
            @ForAll boolean closed, @ForAll("acts") List<Act> acts) {
        var story = closed ? story().closed() : story();
        Map<ObligationId, Obligation> obligations = new LinkedHashMap<>();
        Map<DeliveryId, Delivery> deliveries = new LinkedHashMap<>();
        for (Act act : acts) {
            tried(story, act);
            var dossier = story.dossier();
            assertThat(dossier.obligations().keySet()).containsAll(obligations.keySet());
            assertThat(dossier.deliveries().keySet()).containsAll(deliveries.keySet());
            obligations.forEach((id, before) -> {
                if (before.state() == Obligation.State.MET) {
                    assertThat(dossier.obligations().get(id)).isEqualTo(before);
                }
            });
            obligations.putAll(dossier.obligations());
            deliveries.forEach((id, before) -> {
                var now = Objects.requireNonNull(dossier.deliveries().get(id));
                assertThat(now.rules()).containsAll(before.rules());
                assertThat(now.made()).containsAll(before.made());
                assertThat(now.role()).isLessThanOrEqualTo(before.role());
            });
            deliveries.putAll(dossier.deliveries());
        }
    }

    @Property(tries = 400)
    void whatIsDoneTwiceInARowIsDoneOnce(@ForAll boolean closed, @ForAll("acts") List<Act> acts) {
        var story = closed ? story().closed() : story();
        for (Act act : acts) {
            if (tried(story, act)) {
                var before = story.state();
                // a second time it is either nothing or, where the state forbids it by now, refused
                if (tried(story, act)) {
                    assertThat(story.state()).isEqualTo(before);
                }
            }
        }
    }

    @Property(tries = 400)
    void aWithdrawnThreadOwesNothingAndEveryCompetentAuthorityAgreed(
            @ForAll boolean closed, @ForAll("acts") List<Act> acts) {
        var story = closed ? story().closed() : story();
        acts.forEach(act -> tried(story, act));

        if (story.state() instanceof ReportThread.Withdrawn(var dossier)) {
            assertThat(dossier.open()).isEmpty();
        }
        if (story.state() instanceof ReportThread.Closed(var dossier)) {
            assertThat(dossier.competent()).allMatch(delivery -> delivery.state() == Delivery.State.CLOSED);
        }
    }

    @Property(tries = 200)
    void aDutyIsMetOnlyByItsAddresseesReceipt(@ForAll("acts") List<Act> acts) {
        var story = story();
        acts.forEach(act -> tried(story, act));

        story.dossier().obligations().values().stream()
                .filter(obligation -> obligation.state() == Obligation.State.MET)
                .forEach(obligation -> assertThat(
                                story.delivery(obligation.duty().addressee().value())
                                        .acknowledgedAt())
                        .isNotNull());
    }

    @Property(tries = 400)
    void whatRestsOnAConsentAloneStandsOnlyWhileItIsGiven(@ForAll("acts") List<Act> acts) {
        var story = story();
        for (Act act : acts) {
            Map<DeliveryId, Delivery> before = story.state() instanceof ReportThread.Filed filed
                    ? filed.dossier().deliveries()
                    : Map.of();
            tried(story, act);
            var dossier = story.dossier();
            assertThat(dossier.notAgreed(dossier.filing().consents())).isEmpty();
            dossier.deliveries().values().stream()
                    .filter(delivery -> !dossier.reaches(delivery) && before.containsKey(delivery.id()))
                    .forEach(delivery -> assertThat(delivery.latest())
                            .isEqualTo(Objects.requireNonNull(before.get(delivery.id()))
                                    .latest()));
        }
    }

    @Property(tries = 400)
    void anAssessmentNeverTouchesWhatTheOperatorFiledNorWhereItGoes(@ForAll("acts") List<Act> acts) {
        var assessed = story();
        var plain = story();
        for (Act act : acts) {
            tried(assessed, act);
            if (!act.name().equals("assess")) {
                tried(plain, act);
            }
        }
        assertThat(assessed.dossier().filing()).isEqualTo(plain.dossier().filing());
        assertThat(assessed.dossier().deliveries()).isEqualTo(plain.dossier().deliveries());
        assertThat(assessed.dossier().obligations()).isEqualTo(plain.dossier().obligations());
    }

    @Property(tries = 200)
    void whatTheRegisterComesToSayTouchesAThreadOnlyWhereItIsReroutedAddingOrWaiving(
            @ForAll boolean closed, @ForAll("acts") List<Act> acts) {
        var story = closed ? story().closed() : story();
        acts.forEach(act -> tried(story, act));
        var before = story.state();
        var dossier = story.dossier();

        story.registerSays(UNDESIGNATED);
        assertThat(story.state()).isEqualTo(before);

        story.when(story.reroute());
        if (!(before instanceof ReportThread.Running)) {
            assertThat(story.state()).isEqualTo(before);
        }
        assertThat(story.last()).hasSizeLessThanOrEqualTo(1).allMatch(RoutingDecided.class::isInstance);
        assertThat(story.dossier().filing()).isEqualTo(dossier.filing());
        assertThat(story.dossier().deliveries()).containsAllEntriesOf(dossier.deliveries());
        dossier.obligations()
                .forEach((id, then) -> assertThat(Objects.requireNonNull(
                                        story.dossier().obligations().get(id))
                                .state())
                        .isIn(then.state(), Obligation.State.WAIVED));
    }

    @Property(tries = 200)
    void aSectorChangedFromALaterDayOnChangesNoThreadOfThePast(@ForAll("acts") List<Act> acts) {
        var story = story();
        acts.forEach(act -> tried(story, act));
        story.when(story.reroute());
        var before = story.state();

        story.scopeSays(new Sector(
                new SectorCode("PORT"),
                null,
                "港湾",
                "Ports",
                new AuthorityCode("METI"),
                new Period(DAY_AFTER, null),
                Status.ASSUMED,
                "防護範囲の見直し"));

        story.when(story.reroute()).thenNothing();
        assertThat(story.state()).isEqualTo(before);
    }

    private static ThreadStory story() {
        return ThreadStory.opened(TERMINAL);
    }

    private static boolean tried(ThreadStory story, Act act) {
        try {
            story.when(act.of(story));
            return true;
        } catch (Refused refused) {
            assertThat(refused.fault().en()).isNotBlank();
            return false;
        }
    }
}
