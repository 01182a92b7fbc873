package noroshi.core.routing;

import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;

/**
 * 宛先. One authority that a filing goes to, once however many rules send it there.
 *
 * @param rules all rules that send it there, the decisive one first
 */
public record Destination(AuthorityCode addressee, Role role, List<Rule> rules) {

    public Destination {
        rules = List.copyOf(rules);
    }
}
