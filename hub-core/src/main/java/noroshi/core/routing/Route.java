package noroshi.core.routing;

import java.util.List;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Exclusion;

/** 振分け結果. Where a filing goes, which duties it opens, and what does not apply and why. */
public record Route(List<Destination> destinations, List<Duty> duties, List<Exclusion> exclusions) {

    public Route {
        destinations = List.copyOf(destinations);
        duties = List.copyOf(duties);
        exclusions = List.copyOf(exclusions);
    }
}
