package noroshi.api.view;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 視界. {@link Disclosure} as conditions on a table that carries a thread's circle in the columns {@code operator},
 * {@code addressees}, {@code named} and {@code tlp}. The database filters by it so that pages are full and counts are
 * right; each row then passes through {@link Disclosure} itself.
 *
 * @param alias the table, as the statement calls it
 * @param labels the columns, as the statement calls them, of every label that must allow what is shown; null allows
 */
public record Sight(Viewer viewer, String alias, List<String> labels) {

    /** The columns of a thread's circle, for a table's definition. */
    public static final String COLUMNS =
            "operator text not null, addressees text[] not null, named text[] not null, tlp text not null";

    public Sight {
        labels = List.copyOf(labels);
    }

    /** By the label that a thread has now. */
    public Sight(Viewer viewer, String alias) {
        this(viewer, alias, List.of(alias + ".tlp"));
    }

    /** The condition that the viewer may know of the thread. */
    public String visible() {
        return switch (viewer.role()) {
            case OPERATOR -> column("operator") + " = :viewerOrganisation";
            case MINISTRY, NCO, PM_CAO, PPC, POLICE -> column("addressees") + " @> array[:viewerAuthority]::text[]";
            case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> "false";
        };
    }

    /** The condition that the viewer may read the operator and its words. */
    public String content() {
        return switch (viewer.role()) {
            case OPERATOR, CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> visible();
            case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                "(%s and (not %s or %s))".formatted(visible(), isRed(), readsRed());
        };
    }

    private String isRed() {
        return labels.stream()
                .map(label -> label + " is not distinct from 'RED'")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String readsRed() {
        return Disclosure.needsOfficer(viewer) && viewer.officer() == null
                ? "false"
                : column("named") + " @> array[:viewerAuthority]::text[]";
    }

    /** The condition that the viewer may read what concerns {@code authority}, a column that may be null. */
    public String concerning(String authority) {
        return switch (viewer.role()) {
            case OPERATOR, CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> visible();
            case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                "(%s and (%s is null or %s = :viewerAuthority or %s))"
                        .formatted(visible(), column(authority), column(authority), others());
        };
    }

    /** The condition that the viewer may read what concerns other authorities than its own. */
    public String others() {
        return Disclosure.isConfinedToDelivery(viewer) ? "false" : content();
    }

    private String column(String name) {
        return alias + "." + name;
    }

    /** The values of the conditions' parameters. */
    public Map<String, Object> parameters() {
        return Map.of(
                "viewerOrganisation",
                viewer.organisation(),
                "viewerAuthority",
                viewer.authority().map(AuthorityCode::value).orElse(""));
    }

    /** How much of a thread with that circle the viewer may read. */
    public Disclosure of(Circle circle) {
        return Disclosure.of(viewer, circle);
    }

    /** Whether what concerns {@code authority}, or nobody in particular if null, is shown at all. */
    public boolean shows(Disclosure disclosure, @Nullable String authority) {
        return switch (disclosure.extent()) {
            case NONE -> false;
            case MASKED, OWN_DELIVERY ->
                authority == null
                        || viewer.authority()
                                .map(AuthorityCode::value)
                                .filter(authority::equals)
                                .isPresent();
            case FULL -> true;
        };
    }

    /** The circle that a row carries. */
    public static Circle circle(ResultSet row) throws SQLException {
        return new Circle(
                new OperatorSlug(row.getString("operator")),
                authorities(row, "addressees"),
                authorities(row, "named"),
                Tlp.valueOf(row.getString("tlp")));
    }

    private static Set<AuthorityCode> authorities(ResultSet row, String column) throws SQLException {
        return texts(row, column).stream().map(AuthorityCode::new).collect(Collectors.toSet());
    }

    /** A text array as its elements. */
    public static Collection<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    /** Codes as a text array, in order, so that the same codes are the same value. */
    public static Array array(Connection connection, Collection<AuthorityCode> codes) throws SQLException {
        return connection.createArrayOf(
                "text", codes.stream().map(AuthorityCode::value).sorted().toArray());
    }
}
