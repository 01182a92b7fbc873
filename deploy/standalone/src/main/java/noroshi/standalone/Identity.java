package noroshi.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A demo identity: who a token speaks for.
 *
 * @param role what the bearer may do
 * @param organisation the slug, ministry code, sector, member or prefecture it acts for, or its role's own name
 * @param officer the person, where the identity names one
 * @param text the identity as it was written; the token's subject
 */
public record Identity(
        Role role, String organisation, @Nullable String officer, String text) {
    private static final String FORMS = "operator:<slug>, ministry:<CODE>[:<officer>], nco:<officer>, pm-cao:<officer>,"
            + " ceptoar:<SECTOR>, council:<member>, ppc, police:<01 to 47>, hq, auditor, admin";
    private static final String SLUG = "(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*";
    private static final String CODE = "[A-Z][A-Z0-9_]{1,39}";
    private static final String PERSON = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final int MAX_LENGTH = 100;

    /** The roles that the hub knows, each with the form of its identity. */
    public enum Role {
        OPERATOR("operator:(?<organisation>" + SLUG + ")"),
        MINISTRY("ministry:(?<organisation>" + CODE + ")(?::(?<officer>" + PERSON + "))?"),
        NCO("nco:(?<officer>" + PERSON + ")"),
        PM_CAO("pm-cao:(?<officer>" + PERSON + ")"),
        CEPTOAR("ceptoar:(?<organisation>" + CODE + ")"),
        COUNCIL("council:(?<organisation>" + PERSON + ")"),
        PPC("ppc"),
        /** By prefecture, JIS X 0401. */
        POLICE("police:(?<organisation>0[1-9]|[1-3][0-9]|4[0-7])"),
        HQ("hq"),
        AUDITOR("auditor"),
        ADMIN("admin");

        private final Pattern form;

        Role(String form) {
            this.form = Pattern.compile(form);
        }
    }

    /**
     * Reads an identity.
     *
     * @throws UsageError if it has none of the known forms
     */
    public static Identity parse(String text) {
        if (text.length() <= MAX_LENGTH) {
            for (var role : Role.values()) {
                var match = role.form.matcher(text);
                if (match.matches()) {
                    var organisation = group(match, "organisation");
                    return new Identity(
                            role, organisation == null ? role.name() : organisation, group(match, "officer"), text);
                }
            }
        }
        throw new UsageError("identity " + quoted(text) + ": unknown (expected one of: " + FORMS + ")");
    }

    /**
     * Refuses whom the register does not know. Members of the council stand in none.
     *
     * @throws UsageError if there is no such organisation
     */
    void requireKnown(Organisations organisations) {
        switch (role) {
            case OPERATOR ->
                require(organisations.hasOperator(organisation), "operator", "the slug of a registered operator");
            case MINISTRY ->
                require(
                        Viewer.isMinistry(organisation) && organisations.scope().knows(new AuthorityCode(organisation)),
                        "ministry",
                        "the code of a known ministry, such as MIC");
            case CEPTOAR ->
                require(
                        organisations.scope().sectors().stream()
                                .anyMatch(sector -> sector.code().value().equals(organisation)),
                        "ceptoar",
                        "the code of a known sector, such as FINANCE");
            case NCO, PM_CAO, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> {
                // the form alone says which there are
            }
        }
    }

    private void require(boolean known, String what, String expected) {
        if (!known) {
            throw new UsageError("%s %s: unknown (expected: %s)".formatted(what, organisation, expected));
        }
    }

    /**
     * The name that broker and registry know: the organisation's, without the officer, since topics are opened to
     * organisations.
     */
    public String principal() {
        return officer == null ? text : text.substring(0, text.length() - officer.length() - 1);
    }

    /** The claims of this identity's token, beside those that every token has. */
    Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", text);
        claims.put("role", role.name());
        claims.put("organisation", organisation);
        if (officer != null) {
            claims.put("officer", officer);
        }
        return claims;
    }

    private static @Nullable String group(Matcher match, String name) {
        return match.namedGroups().containsKey(name) ? match.group(name) : null;
    }

    private static String quoted(String text) {
        var printable = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable) + '"';
    }
}
