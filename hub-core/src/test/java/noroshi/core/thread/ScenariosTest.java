package noroshi.core.thread;

import static noroshi.core.report.Stage.DETAILED;
import static noroshi.core.report.Stage.FINAL;
import static noroshi.core.report.Stage.FOLLOW_UP;
import static org.assertj.core.api.Assertions.assertThat;

import noroshi.core.Reason;
import noroshi.core.obligation.Obligation;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Consents;
import noroshi.core.report.PersonalData;
import noroshi.core.report.Tlp;
import org.junit.jupiter.api.Test;

/** The worked scenarios from their first report to their end: addressees, duties, last days, and how each duty stands. */
class ScenariosTest {

    private static final Consents POLICE = new Consents(false, true, false, false, false, false);

    @Test
    void s1RansomwareInAHospitalOwesTheCommissionTwoReportsAndThePoliceNone() {
        var story = ThreadStory.opened(Filings.of("kitahama-medical", "2026-11-05T05:40:00+09:00", "HEALTHCARE")
                .severity(3)
                .personalData(PersonalData.SUSPECTED)
                .breach(new Breach(Answer.YES, null, null, null, null))
                .consenting(POLICE));

        assertThat(story.routes())
                .containsExactly(
                        "MHLW LEAD R1",
                        "NCO COPY R2",
                        "PREFECTURE_27 COPY R1",
                        "PPC CO_COMPETENT R7",
                        "PREF_POLICE_27 COPY R8",
                        "NPA COPY R8");
        assertThat(story.duties())
                .containsExactly(
                        "ACTION_PLAN PRELIMINARY MHLW soft OPEN",
                        "APPI_BREACH PRELIMINARY PPC soft OPEN",
                        "APPI_BREACH DETAILED PPC 2027-01-04 OPEN",
                        "POLICE_CONSULT PRELIMINARY PREF_POLICE_27 soft OPEN");

        story.at("2026-11-05T07:40:00+09:00")
                .when(story.receipt("MHLW"))
                .at("2026-11-05T10:00:00+09:00")
                .when(story.receipt("PPC"))
                .at("2026-11-06T09:00:00+09:00")
                .when(story.followUp("vpn", FOLLOW_UP))
                .at("2026-12-22T09:00:00+09:00")
                .when(story.followUp("detailed", DETAILED));

        // filed, but nothing is discharged before the Commission has recorded its receipt
        assertThat(story.duties())
                .containsExactly(
                        "ACTION_PLAN PRELIMINARY MHLW soft MET",
                        "APPI_BREACH PRELIMINARY PPC soft MET",
                        "APPI_BREACH DETAILED PPC 2027-01-04 OPEN",
                        "POLICE_CONSULT PRELIMINARY PREF_POLICE_27 soft OPEN");
        story.at("2027-01-04T17:00:00+09:00")
                .when(story.receipt("MHLW"))
                .when(story.close("MHLW"))
                .refuses(story.close("PPC"), Reason.DELIVERY_NOT_ACKNOWLEDGED);

        story.when(story.receipt("PPC"));
        assertThat(story.obligation("APPI_BREACH", DETAILED, "PPC").state()).isEqualTo(Obligation.State.MET);
        story.at("2027-01-20T10:00:00+09:00")
                .when(story.followUp("final", FINAL))
                .when(story.receipt("MHLW"))
                .when(story.close("MHLW"))
                .then("DeliveryClosed")
                .when(story.receipt("PPC"))
                .when(story.close("PPC"))
                .then("DeliveryClosed", "ThreadClosed");
    }

    @Test
    void s3ATerminalFulfilsOneDutyAndNobodyElses() {
        var story = ThreadStory.opened(Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT")
                .severity(3)
                .consenting(POLICE));

        assertThat(story.routes())
                .containsExactly(
                        "MLIT LEAD R3",
                        "PM_CAO CO_COMPETENT R3",
                        "NCO COPY R3",
                        "DEVELOPMENT_BUREAU_CHUBU COPY R1",
                        "TRANSPORT_BUREAU_CHUBU COPY R1",
                        "PREF_POLICE_23 COPY R8",
                        "NPA COPY R8");

        story.at("2026-11-10T08:00:00+09:00")
                .when(story.receipt("MLIT"))
                .when(story.receipt("PM_CAO"))
                .at("2026-12-08T10:00:00+09:00")
                .when(story.followUp("detailed", DETAILED))
                .when(story.receipt("MLIT"))
                .at("2026-12-11T00:00:00+09:00");

        // what was filed in time is not missed while its addressee has yet to record the receipt; a target can be
        // exceeded
        assertThat(story.duties())
                .containsExactly(
                        "CYBER_RESPONSE_ACT PRELIMINARY MLIT soft MET",
                        "CYBER_RESPONSE_ACT DETAILED MLIT 2026-12-10 MET",
                        "CYBER_RESPONSE_ACT PRELIMINARY PM_CAO soft MET",
                        "CYBER_RESPONSE_ACT DETAILED PM_CAO 2026-12-10 OPEN",
                        "ACTION_PLAN PRELIMINARY MLIT soft MET",
                        "POLICE_CONSULT PRELIMINARY PREF_POLICE_23 soft OPEN");
    }

    @Test
    void s3WithoutADetailedReportIsMissedWhereTheLawNamesADayAndOnlyExceededWhereItDoesNot() {
        var story = ThreadStory.of(Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT"));
        // filed on the fifth day: later than any target
        var late = story.at("2026-11-15T06:30:00+09:00").opening();
        story.when(new ReportThreadCommand.SubmitReport(
                late.thread(),
                late.report(),
                late.operator(),
                late.filing(),
                late.content(),
                late.bodyHash(),
                Filings.at("2026-11-15T06:30:00+09:00")));
        story.at("2026-12-11T00:00:00+09:00");

        assertThat(story.duties())
                .containsExactly(
                        "CYBER_RESPONSE_ACT PRELIMINARY MLIT soft SOFT_EXCEEDED",
                        "CYBER_RESPONSE_ACT DETAILED MLIT 2026-12-10 MISSED",
                        "CYBER_RESPONSE_ACT PRELIMINARY PM_CAO soft SOFT_EXCEEDED",
                        "CYBER_RESPONSE_ACT DETAILED PM_CAO 2026-12-10 MISSED",
                        "ACTION_PLAN PRELIMINARY MLIT soft SOFT_EXCEEDED");
    }

    @Test
    void s5AMunicipalWaterworksReportsByTheLawOfItsDay() {
        var now = ThreadStory.opened(
                Filings.of("wangan-water", "2026-12-01T16:20:00+09:00", "WATER").severity(1));
        assertThat(now.routes())
                .containsExactly(
                        "MLIT LEAD R3",
                        "PM_CAO CO_COMPETENT R3",
                        "NCO COPY R3",
                        "MIC COPY R9",
                        "PREFECTURE_14 COPY R9");
        assertThat(now.duties())
                .contains("CYBER_RESPONSE_ACT DETAILED MLIT 2027-01-04 OPEN")
                .noneMatch(duty -> duty.contains("MIC") || duty.contains("PREFECTURE"));

        var then = ThreadStory.opened(
                Filings.of("wangan-water", "2024-03-15T16:20:00+09:00", "WATER").severity(1));
        assertThat(then.routes())
                .containsExactly("MHLW LEAD R1", "NCO COPY R1", "MIC COPY R9", "PREFECTURE_14 COPY R9");
        assertThat(then.duties()).containsExactly("ACTION_PLAN PRELIMINARY MHLW soft OPEN");
    }

    @Test
    void s6ABroadcasterIsInBothAndPostBeforeTheActInNone() {
        var broadcaster = ThreadStory.opened(Filings.of("toto-broadcast", "2026-10-24T21:50:00+09:00", "BROADCASTING"));
        assertThat(broadcaster.routes()).containsExactly("MIC LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(broadcaster.duties()).contains("CYBER_RESPONSE_ACT DETAILED MIC 2026-11-24 OPEN");

        var before = ThreadStory.opened(Filings.of("japan-post", "2026-09-20T10:00:00+09:00", "KI_POSTAL"));
        assertThat(before.routes()).containsExactly("NCO LEAD R13", "MIC COPY R13");
        assertThat(before.duties()).isEmpty();

        var after = ThreadStory.opened(Filings.of("japan-post", "2026-10-05T10:00:00+09:00", "KI_POSTAL"));
        assertThat(after.routes()).containsExactly("MIC LEAD R3", "PM_CAO CO_COMPETENT R3", "NCO COPY R3");
        assertThat(after.duties())
                .contains(
                        "CYBER_RESPONSE_ACT DETAILED MIC 2026-11-04 OPEN",
                        "CYBER_RESPONSE_ACT DETAILED PM_CAO 2026-11-04 OPEN",
                        "ACTION_PLAN PRELIMINARY MIC soft OPEN");
    }

    @Test
    void s10AFalseAlarmIsWithdrawnOnlyWhenBothHaveAcceptedAndItsDutiesAreWaived() {
        var story = ThreadStory.opened(
                Filings.of("nangoku-gas", "2026-10-13T14:00:00+09:00", "GAS").tlp(Tlp.RED));
        assertThat(story.duties())
                .contains(
                        "CYBER_RESPONSE_ACT DETAILED METI 2026-11-12 OPEN",
                        "CYBER_RESPONSE_ACT DETAILED PM_CAO 2026-11-12 OPEN");

        story.at("2026-10-14T11:30:00+09:00")
                .when(story.withdrawal("withdrawal"))
                .at("2026-10-14T15:00:00+09:00")
                .when(story.decision("METI", true))
                .then("WithdrawalAccepted");
        assertThat(story.duties()).allMatch(duty -> duty.endsWith("OPEN"));

        story.at("2026-10-14T17:20:00+09:00")
                .when(story.decision("PM_CAO", true))
                .then("WithdrawalAccepted", "ThreadWithdrawn");
        assertThat(story.duties()).hasSize(5).allMatch(duty -> duty.endsWith("WAIVED"));
    }

    @Test
    void s11ANearMissOpensNoClock() {
        var story = ThreadStory.opened(Filings.of("koto-railway", "2026-11-18T09:00:00+09:00", "RAILWAY")
                .asNearMiss()
                .tlp(Tlp.GREEN)
                .consenting(POLICE));

        assertThat(story.routes()).containsExactly("MLIT LEAD R1", "NCO COPY R1");
        assertThat(story.duties()).isEmpty();
    }

    @Test
    void aConsentRevokedWaivesTheConsultationAndAwaitsNoFurtherReceipt() {
        var story = ThreadStory.opened(Filings.of("setouchi-chem", "2026-11-05T05:40:00+09:00", "CHEMICAL")
                .consenting(POLICE));
        var report = story.opening().report();
        story.when(story.made(report, "METI", "PREF_POLICE_34"));

        story.when(story.followUp("revoked", FOLLOW_UP, Filings.consentingNow(Consents.NONE)));

        assertThat(story.duties()).contains("POLICE_CONSULT PRELIMINARY PREF_POLICE_34 soft WAIVED");
        assertThat(story.delivery("METI").state()).isEqualTo(Delivery.State.DECIDED);
        assertThat(story.delivery("PREF_POLICE_34").state()).isEqualTo(Delivery.State.MADE);
        assertThat(story.delivery("PREF_POLICE_34").latest()).isEqualTo(report);
    }

    @Test
    void whatIsLearnedOfALeakLaterOpensTheDutyFromTheFirstAwareness() {
        var story = ThreadStory.opened(Filings.of("setouchi-chem", "2026-11-05T05:40:00+09:00", "CHEMICAL"));

        story.at("2026-11-20T10:00:00+09:00")
                .when(story.followUp(
                        "leak",
                        FOLLOW_UP,
                        Filings.leaked(PersonalData.YES, new Breach(null, null, Answer.NO, 1001, null))))
                .then("ReportSubmitted", "RoutingDecided");

        assertThat(story.routes()).contains("PPC CO_COMPETENT R7");
        assertThat(story.duties()).contains("APPI_BREACH DETAILED PPC 2026-12-04 OPEN");

        // that it was malicious is learned: the longer period, from the same day; and what was said of it before stands
        story.when(story.correction(
                "malice", Filings.leaked(PersonalData.YES, new Breach(null, null, Answer.YES, null, null))));
        assertThat(story.duties()).contains("APPI_BREACH DETAILED PPC 2027-01-04 OPEN");
        assertThat(story.dossier().filing().breach()).isEqualTo(new Breach(null, null, Answer.YES, 1001, null));

        // that nothing leaked waives what was owed, and takes no delivery back
        story.when(story.correction("nothing", Filings.leaked(PersonalData.NO, null)));
        assertThat(story.duties()).contains("APPI_BREACH DETAILED PPC 2027-01-04 WAIVED");
        assertThat(story.routes()).contains("PPC CO_COMPETENT R7");
    }
}
