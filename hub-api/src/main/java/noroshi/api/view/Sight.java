package noroshi.api.view;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Onward;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
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
    public static final String COLUMNS = """
            operator text not null, addressees text[] not null, named text[] not null, tlp text not null,
            passing text not null, ceptoars text[] not null""";

    /** The same but the operator, which never changes, in the order in which {@link #bind} takes them. */
    public static final List<String> MOVING = List.of("addressees", "named", "tlp", "passing", "ceptoars");

    /** A statement's parameters for them. */
    public static final String MARKS = String.join(", ", Collections.nCopies(MOVING.size(), "?"));

    /** How an upsert moves them. */
    public static final String EXCLUDED = MOVING.stream()
            .map(column -> "%1$s = excluded.%1$s".formatted(column))
            .collect(Collectors.joining(", "));

    /** What {@link #companion} asks of the campaigns' view; asked once a statement, whatever it reads. */
    private static final String COMPANION = """
            %%s in (
              select m.thread_id from api.campaign_thread m join api.campaign_authority a using (campaign_id)
              where m.to_position = %1$d and a.to_position = %1$d and a.authority = :viewerAuthority)""".formatted(CampaignSight.OPEN_END);

    /** What of a day the database can hold. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final String NEVER = "false";

    public Sight {
        labels = List.copyOf(labels);
    }

    /** By the label that a thread has now. */
    public Sight(Viewer viewer, String alias) {
        this(viewer, alias, List.of(alias + ".tlp"));
    }

    /** The condition that the thread is the viewer's own, or was delivered to it. */
    public String theirs() {
        return switch (viewer.role()) {
            case OPERATOR -> column("operator") + " = :viewerOrganisation";
            case MINISTRY, NCO, PM_CAO, PPC, POLICE -> column("addressees") + " @> array[:viewerAuthority]::text[]";
            case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> NEVER;
        };
    }

    /** The condition that the viewer may know of the thread. */
    public String visible() {
        return "(%s or %s or %s)".formatted(theirs(), shared(), masked());
    }

    /** The condition that the viewer may know of the thread by itself, and not by a campaign alone. */
    public String byItself() {
        return viewer.role() == Role.MINISTRY ? "(%s or %s)".formatted(theirs(), shared()) : visible();
    }

    /** The condition that the viewer counts the thread, though it may know of none in particular. */
    public String counted() {
        return Disclosure.counts(viewer.role()) ? "true" : visible();
    }

    /** The same, whatever campaign holds the thread: it asks of the thread's circle alone. */
    public String countedByCircle() {
        return Disclosure.counts(viewer.role()) ? "true" : "(%s or %s)".formatted(theirs(), shared());
    }

    /** The condition that the viewer counts the thread because a campaign holds it, and for no other reason. */
    public String countedByCampaign() {
        return Disclosure.counts(viewer.role()) ? NEVER : "(%s and not %s)".formatted(masked(), countedByCircle());
    }

    /** The condition that the viewer may read the operator and its words. */
    public String content() {
        return "(%s or %s)".formatted(readsTheirs(), shared());
    }

    /**
     * {@link Masking#isUnder} as a condition on an entry of the thread, with its lines and its awareness, that is
     * known to have that line; null is no. The parameter {@code :told} is {@link #told}.
     *
     * @param line a parameter
     */
    public String under(String entry, String line) {
        return """
                (%1$s or %3$s = (select u.code from unnest(%2$s.lines) with ordinality u(code, place)
                  where %2$s.awareness <@ (:told::jsonb ->> u.code)::datemultirange order by u.place limit 1))
                """.formatted(content(), entry, line);
    }

    /** The value of {@code :told}: the days of awareness on which a masked thread tells a line, as JSON. */
    public static String told(Masking masking) {
        return masking.days().entrySet().stream()
                .map(line -> "\"%s\": \"%s\"".formatted(line.getKey(), days(line.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String days(List<Period> periods) {
        return periods.stream()
                .map(period -> "[%s,%s]".formatted(day(period.from()), day(period.to())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static LocalDate day(@Nullable LocalDate day) {
        return day == null || day.isAfter(LAST_DAY) ? LAST_DAY : day.isBefore(FIRST_DAY) ? FIRST_DAY : day;
    }

    /** The condition that whoever reads the thread's words is put down, as {@link Circle#isReadByName} has it. */
    public String readByName() {
        return "(%s = 'RED' or %s <> '%s')".formatted(column("tlp"), column("passing"), Passing.FREE);
    }

    /** The condition that the thread was meant for the viewer, which may read it. */
    public String readsTheirs() {
        return switch (viewer.role()) {
            case OPERATOR, CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> theirs();
            case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                "(%s and (not %s or %s))".formatted(theirs(), isRed(), readsRed());
        };
    }

    private String isRed() {
        return labels.stream()
                .map(label -> label + " is not distinct from 'RED'")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private String readsRed() {
        return Disclosure.needsOfficer(viewer) && viewer.officer() == null
                ? NEVER
                : column("named") + " @> array[:viewerAuthority]::text[]";
    }

    private String shared() {
        return passes(Disclosure.told(viewer.role()));
    }

    private String masked() {
        return switch (viewer.role()) {
            case CEPTOAR -> told(column("ceptoars") + " @> array[:viewerOrganisation]::text[]");
            case MINISTRY -> Disclosure.isConfinedToDelivery(viewer) ? NEVER : told(companion());
            case OPERATOR, NCO, PM_CAO, PPC, POLICE, COUNCIL, HQ, AUDITOR, ADMIN -> NEVER;
        };
    }

    private String told(String whom) {
        return "(%s and %s)".formatted(passes(EnumSet.range(Tlp.CLEAR, Tlp.AMBER)), whom);
    }

    /** The condition that a campaign holds the thread beside one that was delivered to the viewer. */
    private String companion() {
        return viewer.role() == Role.MINISTRY ? COMPANION.formatted(column("thread_id")) : NEVER;
    }

    /** That it may pass on to the viewer under every label, each of them one of {@code allowing}. */
    private String passes(Set<Tlp> allowing) {
        String passings = Arrays.stream(Passing.values())
                .filter(passing -> Disclosure.passes(viewer.role(), passing))
                .map(passing -> "'" + passing + "'")
                .collect(Collectors.joining(", "));
        String allowed =
                allowing.stream().map(label -> "'" + label + "'").sorted().collect(Collectors.joining(", "));
        return labels.stream()
                .map(label -> "coalesce(%s in (%s), true)".formatted(label, allowed))
                .collect(Collectors.joining(" and ", "(%s in (%s) and ".formatted(column("passing"), passings), ")"));
    }

    /** The condition that the viewer may read what concerns {@code authority}, a column that may be null. */
    public String concerning(String authority) {
        return switch (viewer.role()) {
            case OPERATOR, CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN ->
                "(%s or %s and %s is null)".formatted(theirs(), visible(), column(authority));
            case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                "(%s and (%s is null or %s = :viewerAuthority or %s))"
                        .formatted(visible(), column(authority), column(authority), others());
        };
    }

    /** The condition that the viewer may read what concerns other authorities than its own. */
    public String others() {
        return Disclosure.isConfinedToDelivery(viewer) ? NEVER : readsTheirs();
    }

    private String column(String name) {
        return alias + "." + name;
    }

    /** The columns of a thread's circle as the viewer stands to it, to be selected, as {@link #circle} reads them. */
    public String columns() {
        return Stream.concat(Stream.of("operator"), MOVING.stream())
                .map(this::column)
                .collect(Collectors.joining(", ", "", ", " + standing()));
    }

    /** The same where the table's own columns are selected anyway. */
    public String standing() {
        return "case when %s then :viewerAuthority end as companion".formatted(companion());
    }

    /** The same for nobody in particular. */
    public static String standingOfNobody() {
        return "null::text as companion";
    }

    /** The values of the conditions' parameters. */
    public Map<String, Object> parameters() {
        return Map.of(
                "viewerOrganisation",
                viewer.organisation(),
                "viewerAuthority",
                viewer.authority().map(AuthorityCode::value).orElse(""));
    }

    /**
     * How much of a thread with that circle the viewer may read; that it does is noted, where that is to be.
     *
     * @param thread null of what is of no thread
     */
    public Disclosure of(@Nullable UUID thread, Circle circle) {
        Disclosure disclosure = weighed(circle);
        read(thread, circle, disclosure);
        return disclosure;
    }

    /** The same where nothing of it is told thereby. */
    public Disclosure weighed(Circle circle) {
        return Disclosure.of(viewer, circle);
    }

    /** Notes that the viewer is told so much of a thread. */
    public void read(@Nullable UUID thread, Circle circle, Disclosure disclosure) {
        if (thread != null) {
            Reads.note(thread, circle, disclosure);
        }
    }

    /** Whether what concerns {@code authority}, or nobody in particular if null, is shown at all. */
    public boolean shows(Disclosure disclosure, @Nullable String authority) {
        return switch (disclosure.extent()) {
            case NONE, AGGREGATE -> false;
            case MASKED, SHARED, OWN_DELIVERY ->
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
                Tlp.valueOf(row.getString("tlp")),
                new Onward(
                        Passing.valueOf(row.getString("passing")),
                        Set.copyOf(texts(row, "ceptoars")),
                        companions(row)));
    }

    private static Set<AuthorityCode> companions(ResultSet row) throws SQLException {
        String companion = row.getString("companion");
        return companion == null ? Set.of() : Set.of(new AuthorityCode(companion));
    }

    /** Sets the columns of {@link #MOVING} from parameter {@code first} on, and says which comes after them. */
    public static int bind(PreparedStatement statement, int first, Circle circle) throws SQLException {
        Connection connection = statement.getConnection();
        int next = first;
        statement.setArray(next++, array(connection, circle.addressees()));
        statement.setArray(next++, array(connection, circle.named()));
        statement.setString(next++, circle.tlp().name());
        statement.setString(next++, circle.onward().passing().name());
        statement.setArray(
                next++,
                connection.createArrayOf(
                        "text", circle.onward().ceptoars().stream().sorted().toArray()));
        return next;
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
