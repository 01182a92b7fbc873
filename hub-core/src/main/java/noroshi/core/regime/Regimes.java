package noroshi.core.regime;

import java.util.List;
import java.util.stream.Stream;
import noroshi.core.regime.actionplan.ActionPlan;
import noroshi.core.regime.appi.AppiBreach;
import noroshi.core.regime.cyberresponse.CyberResponseAct;
import noroshi.core.regime.finincident.FinancialIncident;
import noroshi.core.regime.govstandard.GovernmentStandard;
import noroshi.core.regime.ipa.IpaNotification;
import noroshi.core.regime.jpcert.JpcertReport;
import noroshi.core.regime.mynumber.MyNumberBreach;
import noroshi.core.regime.police.PoliceConsultation;
import noroshi.core.regime.telecom.TelecomAccident;
import noroshi.core.regime.vulnerability.ProductVulnerability;
import noroshi.core.report.Consents;

/** 制度の一覧. Every regime there is, in the order in which their authorities lead: the Act before the frameworks. */
public final class Regimes {

    private static final List<Regime> ALL = List.of(
            new CyberResponseAct(),
            new ActionPlan(),
            new GovernmentStandard(),
            new FinancialIncident(),
            new TelecomAccident(),
            new AppiBreach(),
            new MyNumberBreach(),
            new PoliceConsultation(),
            new JpcertReport(),
            new IpaNotification(),
            new ProductVulnerability());

    private Regimes() {}

    /** Whether what {@code rule} sends may be sent, by these consents. */
    public static boolean agreed(Rule rule, Consents consents) {
        return of(rule).allMatch(regime -> regime.agreed(consents));
    }

    /** Whether what {@code rule} sends may serve its regime's purpose alone. */
    public static boolean bindsToPurpose(Rule rule) {
        return of(rule).anyMatch(Regime::bindsToPurpose);
    }

    private static Stream<Regime> of(Rule rule) {
        return ALL.stream().filter(regime -> regime.code().equals(rule.regime()));
    }

    public static List<Regime> all() {
        return ALL;
    }
}
