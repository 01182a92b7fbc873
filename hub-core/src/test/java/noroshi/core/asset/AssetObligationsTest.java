package noroshi.core.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetCommand.TellAssetDeadlines;
import noroshi.core.asset.AssetEvent.AssetDeadlineApproaching;
import noroshi.core.asset.AssetEvent.AssetDeadlineMissed;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.DutyType;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.Revisions;
import noroshi.core.register.ScopeEvent;
import noroshi.core.register.ScopeEvent.BusinessRevised;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Status;
import org.junit.jupiter.api.Test;

/** What an operator owes by art. 4, how it stands, and what the clock has the record say of it. */
class AssetObligationsTest {

    private static final AuthorityCode METI = new AuthorityCode("METI");
    private static final BusinessCode ELECTRICITY = new BusinessCode("KI_ELECTRICITY");

    /** Designated long before the Act: what it uses is to be notified by 2027-03-31. */
    private static final OperatorEntry POWER = entry("chubu-power");

    /** The last day's end, and a week before it. */
    private static final Instant DUE_BEFORE = at("2027-04-01T00:00:00+09:00");

    private static final Instant NEAR = at("2027-03-25T00:00:00+09:00");
    private static final AssetNotifications REGISTERED = registered(POWER);

    @Test
    void whatIsUsedAtTheCommencementIsOwedToEveryCompetentMinister() {
        assertThat(REGISTERED.obligations()).singleElement().satisfies(owed -> {
            assertThat(owed.business()).isEqualTo(ELECTRICITY);
            assertThat(owed.asset()).isNull();
            assertThat(owed.owed()).isEqualTo(new Period(LocalDate.of(2026, 10, 1), null));
            Obligation obligation = owed.obligation();
            assertThat(obligation.duty().type()).isEqualTo(DutyType.ASSET_NOTIFICATION);
            assertThat(obligation.duty().addressee()).isEqualTo(METI);
            assertThat(obligation.duty().rule().status()).isEqualTo(Status.ASSUMED);
            assertThat(obligation.duty().deadline().dueDate()).isEqualTo("2027-03-31");
            assertThat(obligation.standing(at("2026-11-10T09:00:00+09:00"))).isEqualTo(Obligation.Standing.OPEN);
        });
    }

    @Test
    void whoUsesNoneOwesNothing() {
        assertThat(registered(entry("setouchi-chem")).obligations()).isEmpty();
        assertThat(AssetNotifications.NONE.obligations()).isEmpty();
    }

    @Test
    void aNotificationIsNoDischargeBeforeItsReceipt() {
        var notified = after(REGISTERED, notifying("DCS-01", "2026-11-10T09:00:00+09:00"));

        assertThat(notified.obligations()).hasSize(2).allSatisfy(owed -> {
            assertThat(owed.obligation().state()).isEqualTo(Obligation.State.OPEN);
            assertThat(owed.obligation().filedAt()).isEqualTo(at("2026-11-10T09:00:00+09:00"));
        });

        var received = after(
                notified,
                new RecordAssetReceipt(
                        POWER.slug(),
                        new AssetNumber("DCS-01"),
                        METI,
                        "ministry:METI:sato",
                        at("2026-11-11T09:00:00+09:00")));

        assertThat(received.obligations())
                .hasSize(2)
                .allSatisfy(owed -> assertThat(owed.obligation().state()).isEqualTo(Obligation.State.MET));
    }

    @Test
    void aDeadlineApproachesAndIsMissedOnceEach() {
        ObligationId owed = REGISTERED.obligations().getFirst().obligation().id();
        assertThat(REGISTERED.toBeToldFrom()).isEqualTo(NEAR);
        assertThat(REGISTERED.decide(telling("2027-03-24T23:59:59+09:00"))).isEmpty();

        var approaching = telling("2027-03-25T08:00:00+09:00");
        assertThat(REGISTERED.decide(approaching))
                .containsExactly(new AssetDeadlineApproaching(POWER.slug(), METI, List.of(owed), DUE_BEFORE, NEAR));

        var told = after(REGISTERED, approaching);
        assertThat(told.decide(approaching)).isEmpty();
        assertThat(told.toBeToldFrom()).isEqualTo(DUE_BEFORE);

        var missed = telling("2027-04-01T00:00:00+09:00");
        assertThat(told.decide(missed))
                .containsExactly(new AssetDeadlineMissed(POWER.slug(), METI, List.of(owed), DUE_BEFORE));
        assertThat(after(told, missed).decide(missed)).isEmpty();
        assertThat(after(told, missed).toBeToldFrom()).isNull();
    }

    @Test
    void whatPassedWhileNobodyToldIsToldUnderItsOwnTime() {
        assertThat(REGISTERED.decide(telling("2027-05-01T00:00:00+09:00")))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetDeadlineMissed.class,
                        missed -> assertThat(missed.at()).isEqualTo(DUE_BEFORE));
    }

    @Test
    void ofWhatWasNotifiedInTimeNothingIsTold() {
        var notified = after(
                REGISTERED,
                new NotifyAsset(
                        POWER.slug(),
                        statement("DCS-01", "DCS-9000", LocalDate.of(2026, 5, 1)),
                        "operator:chubu-power",
                        at("2027-03-31T23:59:59+09:00")));

        assertThat(notified.toBeToldFrom()).isNull();
        assertThat(notified.decide(telling("2027-05-01T00:00:00+09:00"))).isEmpty();
    }

    @Test
    void anIntroductionNotifiedTooLateIsMissed() {
        var late = after(REGISTERED, notifying("DCS-01", "2027-03-15T09:00:00+09:00"));

        assertThat(late.obligations())
                .filteredOn(owed -> owed.asset() != null)
                .singleElement()
                .satisfies(owed -> {
                    assertThat(owed.obligation().duty().deadline().dueDate()).isEqualTo("2027-03-02");
                    assertThat(owed.obligation().standing(at("2027-03-15T09:00:00+09:00")))
                            .isEqualTo(Obligation.Standing.MISSED);
                });
        assertThat(late.decide(telling("2027-03-15T09:00:01+09:00")))
                .singleElement()
                .isInstanceOf(AssetDeadlineMissed.class);
    }

    @Test
    void whoIsExemptFromNotifyingAnAssetOwesNothingForIt() {
        var exempt =
                after(REGISTERED, notifying("WS-01", "Microsoft Windows Server 2022", "2026-11-10T09:00:00+09:00"));

        assertThat(exempt.obligations())
                .singleElement()
                .satisfies(owed -> assertThat(owed.asset()).isNull());
    }

    @Test
    void aMinisterThatBecomesCompetentIsOwedFromThatDayOn() {
        Business before = Scope.shipped()
                .business(ELECTRICITY, LocalDate.of(2026, 11, 10))
                .orElseThrow();
        AuthorityCode mlit = new AuthorityCode("MLIT");
        var revised = new Business(
                before.code(),
                before.parent(),
                before.ja(),
                before.en(),
                List.of(mlit),
                before.sectors(),
                new Period(LocalDate.of(2027, 1, 1), null),
                before.status(),
                before.source());

        var known = REGISTERED.after(new BusinessRevised(ScopeEvent.NATIONAL, revised, "nco:sato", DUE_BEFORE));

        assertThat(known.obligations())
                .extracting(owed -> owed.obligation().duty().addressee(), AssetObligation::owed)
                .containsExactlyInAnyOrder(
                        tuple(METI, new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 12, 31))),
                        tuple(mlit, new Period(LocalDate.of(2027, 1, 1), null)));
        assertThat(known.decide(telling("2027-04-01T00:00:00+09:00")))
                .singleElement()
                .isInstanceOfSatisfying(
                        AssetDeadlineMissed.class,
                        missed -> assertThat(missed.authority()).isEqualTo(mlit));
    }

    @Test
    void anotherDeadlineIsToldAnew() {
        var late = after(REGISTERED, notifying("DCS-01", "2027-03-15T09:00:00+09:00"));
        var told = after(late, telling("2027-03-15T10:00:00+09:00"));
        assertThat(told.decide(telling("2027-03-15T10:00:00+09:00"))).isEmpty();
        var earlier = new NotifyAsset(
                POWER.slug(),
                statement("DCS-01", "DCS-9000", LocalDate.of(2026, 10, 20)),
                "operator:chubu-power",
                at("2027-03-16T09:00:00+09:00"));

        assertThat(after(told, earlier).decide(telling("2027-03-16T09:00:01+09:00")))
                .singleElement()
                .isInstanceOf(AssetDeadlineMissed.class);
    }

    @Test
    void aDesignationThatEndedIsToldOfNoMore() {
        var ended = Revisions.designated(
                POWER,
                POWER.designations().stream()
                        .map(one -> new Designation(
                                one.business(), one.subBusiness(), one.from(), LocalDate.of(2026, 12, 31)))
                        .toList());
        var known = REGISTERED.after(new OperatorRevised(POWER.slug(), ended, "nco:sato", NEAR));

        assertThat(known.toBeToldFrom()).isNull();
        assertThat(known.decide(telling("2027-05-01T00:00:00+09:00"))).isEmpty();
    }

    private static TellAssetDeadlines telling(String time) {
        return new TellAssetDeadlines(POWER.slug(), at(time));
    }

    private static NotifyAsset notifying(String number, String time) {
        return notifying(number, "DCS-9000", time);
    }

    private static NotifyAsset notifying(String number, String product, String time) {
        return new NotifyAsset(
                POWER.slug(), statement(number, product, LocalDate.of(2026, 11, 2)), "operator:chubu-power", at(time));
    }

    private static AssetStatement statement(String number, String product, LocalDate introducedOn) {
        return new AssetStatement(
                new AssetFacts(ELECTRICITY, introducedOn),
                null,
                new AssetParticulars(new AssetNumber(number), product, "中部計装", null, null, null));
    }

    private static AssetNotifications registered(OperatorEntry entry) {
        return AssetNotifications.NONE.after(
                new OperatorRegistered(entry.slug(), entry, "nco:sato", at("2026-10-01T09:00:00+09:00")));
    }

    private static AssetNotifications after(AssetNotifications known, AssetCommand command) {
        AssetNotifications next = known;
        for (AssetEvent event : known.decide(command)) {
            next = next.after(event);
        }
        return next;
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private static OperatorEntry entry(String slug) {
        return DemoRegister.entries().stream()
                .filter(entry -> entry.slug().value().equals(slug))
                .findFirst()
                .orElseThrow();
    }
}
