package noroshi.core.sharing;

import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;

/**
 * 転送. What decides who may be told of a thread beside those it was delivered to.
 *
 * @param ceptoars the sectors whose CEPTOARs may be told without names, as the operator agreed
 * @param companions the authorities to which another thread of the same campaign was delivered
 */
public record Onward(Passing passing, Set<String> ceptoars, Set<AuthorityCode> companions) {

    /** 転送の可否. */
    public enum Passing {
        /** As the label allows. */
        FREE,
        /** Within the purpose of the regime that it was delivered under ({@code CRA_PROTECTED}), then as the label allows. */
        BOUND_TO_PURPOSE,
        /** Not at all: it was refused or withdrawn (L6). */
        CLOSED
    }

    /** 転送なし. To nobody, whatever the label. */
    public static final Onward NONE = new Onward(Passing.CLOSED, Set.of(), Set.of());

    public Onward {
        ceptoars = Set.copyOf(ceptoars);
        companions = Set.copyOf(companions);
    }
}
