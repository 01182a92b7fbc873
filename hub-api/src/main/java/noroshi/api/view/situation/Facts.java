package noroshi.api.view.situation;

import java.util.List;
import java.util.function.BiConsumer;
import noroshi.api.view.ThreadState;
import noroshi.core.obligation.Obligation;
import noroshi.core.sharing.Circle;
import org.jspecify.annotations.Nullable;

/**
 * 計数の対象. What is counted of one thread.
 *
 * @param openObligations the addressee of each obligation that is open
 */
record Facts(
        ThreadState.Phase phase,
        boolean exercise,
        List<String> sectors,
        @Nullable Integer severity,
        @Nullable Integer official,
        @Nullable String region,
        List<String> regimes,
        List<String> openObligations,
        Circle circle) {

    static Facts of(ThreadState state) {
        return new Facts(
                state.phase(),
                state.filing().exercise(),
                state.sectors(),
                state.filing().severityEstimate(),
                state.officialSeverity(),
                region(state),
                state.regimes().stream().map(Object::toString).toList(),
                state.dossier().obligations().values().stream()
                        .filter(obligation -> obligation.state() == Obligation.State.OPEN)
                        .map(obligation -> obligation.duty().addressee().value())
                        .sorted()
                        .toList(),
                state.circleNow());
    }

    /** Whether it is counted at all. */
    boolean counts() {
        return !exercise && phase != ThreadState.Phase.WITHDRAWN;
    }

    /** Each code that it counts under, and of what dimension that is. */
    void each(BiConsumer<String, String> use) {
        use.accept("threads", "");
        sectors.forEach(sector -> use.accept("sector", sector));
        use.accept("severity", severity == null ? "UNKNOWN" : severity.toString());
        use.accept("official", official == null ? "NOT_ASSESSED" : official.toString());
        use.accept("region", region == null ? "UNKNOWN" : region);
        regimes.forEach(regime -> use.accept("regime", regime));
        openObligations.forEach(addressee -> use.accept("obligations", addressee));
    }

    /** Where the damage is; while no report says so, the operator's seat, as the routing was decided on it. */
    private static @Nullable String region(ThreadState state) {
        String damaged = state.filing().prefecture();
        return damaged == null ? state.lines().seat() : damaged;
    }
}
