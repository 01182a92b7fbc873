package noroshi.core.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetReceiptRecorded;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.BusinessCode;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssetNotificationsTest {

    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-12T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 10);
    private static final LocalDate INTRODUCED = LocalDate.of(2026, 11, 2);
    private static final OperatorEntry POWER = entry("chubu-power");
    private static final OperatorSlug OPERATOR = POWER.slug();
    private static final AssetNumber NUMBER = new AssetNumber("DCS-01");
    private static final AuthorityCode METI = new AuthorityCode("METI");
    private static final AssetNotifications REGISTERED =
            AssetNotifications.NONE.after(new OperatorRegistered(OPERATOR, POWER, "nco:sato", AT));

    @Test
    void aFirstNotificationSaysWhenItFellDue() {
        assertThat(REGISTERED.decide(notifying(statement("DCS-9000", null))))
                .singleElement()
                .isInstanceOfSatisfying(AssetNotified.class, notified -> {
                    assertThat(notified.asset()).isEqualTo(AssetId.of(OPERATOR, NUMBER));
                    assertThat(notified.duty().rule().id()).isEqualTo("ASSET");
                });
    }

    @Test
    void theSameAgainChangesNothing() {
        var known = after(REGISTERED, notifying(statement("DCS-9000", TODAY)));

        assertThat(known.decide(notifying(statement("DCS-9000", TODAY)))).isEmpty();
    }

    @Test
    void aChangeIsAFurtherFactAndTheFirstTimeStillCounts() {
        var known = after(REGISTERED, notifying(statement("DCS-9000", null)));
        var change = new NotifyAsset(OPERATOR, statement("DCS-9001", null), "operator:chubu-power", LATER);

        assertThat(known.decide(change)).singleElement().isInstanceOf(AssetChanged.class);
        assertThat(asset(after(known, change)).notifiedAt()).isEqualTo(AT);
        assertThat(asset(after(known, change)).changedAt()).isEqualTo(LATER);
    }

    @Test
    void anEndOfUseIsAFactOfItsOwnAndCannotBeTakenBack() {
        var known = after(REGISTERED, notifying(statement("DCS-9000", null)));
        assertThat(known.decide(notifying(statement("DCS-9000", TODAY))))
                .singleElement()
                .isInstanceOf(AssetUseEnded.class);

        var ended = after(known, notifying(statement("DCS-9000", TODAY)));
        assertThat(ended.assets().inUseOn(TODAY)).isTrue();
        assertThat(ended.assets().inUseOn(TODAY.plusDays(1))).isFalse();
        assertRefused(ended, notifying(statement("DCS-9000", null)), Reason.INVALID, "lastDay");
    }

    @Test
    void onlyACompetentMinisterReceives() {
        var known = after(REGISTERED, notifying(statement("DCS-9000", null)));

        assertThat(known.decide(receipt(METI, LATER))).singleElement().isInstanceOf(AssetReceiptRecorded.class);
        assertRefused(known, receipt(new AuthorityCode("MLIT"), LATER), Reason.NOT_COMPETENT, "authority");
        assertRefused(REGISTERED, receipt(METI, LATER), Reason.ASSET_UNKNOWN, "asset");
    }

    @Test
    void aReceiptIsRecordedOnceForWhatStandsThere() {
        var received = after(after(REGISTERED, notifying(statement("DCS-9000", null))), receipt(METI, LATER));
        assertThat(received.decide(receipt(METI, LATER.plusSeconds(1)))).isEmpty();

        var changed = after(
                received,
                new NotifyAsset(OPERATOR, statement("DCS-9001", null), "operator:chubu-power", LATER.plusSeconds(2)));
        assertThat(changed.decide(receipt(METI, LATER.plusSeconds(3)))).hasSize(1);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        var statement = new AssetStatement(
                new AssetFacts(new BusinessCode("KI_GAS"), TODAY.plusDays(1)),
                LocalDate.of(2026, 9, 30),
                new AssetParticulars(NUMBER, " ", "x".repeat(201), null, null, 0));

        assertThat(AssetRules.faults(statement, POWER, TODAY))
                .extracting(Fault::item)
                .containsExactly("business", "introducedOn", "lastDay", "product", "maker", "quantity");
        assertThat(AssetRules.faults(statement, POWER, TODAY).getFirst().code()).isEqualTo(Reason.NOT_DESIGNATED);
    }

    @Test
    void whoIsInNoRegisterOrNotDesignatedNotifiesNothing() {
        assertRefused(
                AssetNotifications.NONE, notifying(statement("DCS-9000", null)), Reason.OPERATOR_UNKNOWN, "operator");
        OperatorEntry chemical = entry("setouchi-chem");
        var known = AssetNotifications.NONE.after(new OperatorRegistered(chemical.slug(), chemical, "nco:sato", AT));
        assertRefused(known, notifying(statement("DCS-9000", null)), Reason.NOT_DESIGNATED, "business");
    }

    private static void assertRefused(AssetNotifications known, AssetCommand command, Reason reason, String item) {
        assertThatThrownBy(() -> known.decide(command))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.fault().item()).isEqualTo(item);
                });
    }

    private static AssetNotifications after(AssetNotifications known, AssetCommand command) {
        AssetNotifications next = known;
        for (AssetEvent event : known.decide(command)) {
            next = next.after(event);
        }
        return next;
    }

    private static Asset asset(AssetNotifications known) {
        return known.assets().asset(AssetId.of(OPERATOR, NUMBER)).orElseThrow();
    }

    private static NotifyAsset notifying(AssetStatement statement) {
        return new NotifyAsset(OPERATOR, statement, "operator:chubu-power", AT);
    }

    private static RecordAssetReceipt receipt(AuthorityCode authority, Instant at) {
        return new RecordAssetReceipt(OPERATOR, NUMBER, authority, "ministry:METI:sato", at);
    }

    private static AssetStatement statement(String product, @Nullable LocalDate lastDay) {
        return new AssetStatement(
                new AssetFacts(new BusinessCode("KI_ELECTRICITY"), INTRODUCED),
                lastDay,
                new AssetParticulars(NUMBER, product, "中部計装", "3.2", "給電指令", 2));
    }

    private static OperatorEntry entry(String slug) {
        List<OperatorEntry> all = DemoRegister.entries();
        return all.stream()
                .filter(entry -> entry.slug().value().equals(slug))
                .findFirst()
                .orElseThrow();
    }
}
