package noroshi.core.regime;

import java.util.List;

/** 判定結果. What a regime makes of a filing. */
public record Outcome(List<Ground> grounds, List<Duty> duties, List<Exclusion> exclusions) {

    public Outcome {
        grounds = List.copyOf(grounds);
        duties = List.copyOf(duties);
        exclusions = List.copyOf(exclusions);
    }

    /** Nothing to do with this operator: neither a ground nor a silence to be explained. */
    public static final Outcome NOT_CONCERNED = new Outcome(List.of(), List.of(), List.of());

    public static Outcome excluded(Rule rule, Exclusion.Why why) {
        return new Outcome(List.of(), List.of(), List.of(new Exclusion(rule, why)));
    }
}
