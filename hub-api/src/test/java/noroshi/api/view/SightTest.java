package noroshi.api.view;

import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.Membership;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Onward;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.sharing.Suppression;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The database's conditions and {@link Disclosure} say the same of every circle. */
@Timeout(120)
class SightTest {

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void open() throws Exception {
        record = new RecordFixture();
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    /** No campaign's. */
    private static final UUID THREAD = UUID.fromString("00000000-0000-8000-8000-000000000000");

    static List<Viewer> viewers() {
        return VisibilityTest.viewers();
    }

    /** Every circle that a viewer can stand in, or outside of. */
    private static List<Circle> circles(Viewer viewer) {
        var circles = new ArrayList<Circle>();
        var other = new AuthorityCode("MOJ");
        for (String operator : List.of("nangoku-gas", "aoba-bank")) {
            for (Tlp tlp : Tlp.values()) {
                for (int bits = 0; bits < 16; bits++) {
                    Set<AuthorityCode> addressees = new HashSet<>();
                    Set<AuthorityCode> named = new HashSet<>();
                    if ((bits & 1) != 0) {
                        addressees.add(other);
                    }
                    if ((bits & 2) != 0) {
                        viewer.authority().ifPresent(addressees::add);
                    }
                    if ((bits & 4) != 0) {
                        viewer.authority().ifPresent(named::add);
                    }
                    if ((bits & 8) != 0) {
                        named.add(other);
                    }
                    for (Passing passing : Passing.values()) {
                        Set<String> ceptoars = (bits & 4) == 0 ? Set.of() : Set.of("GAS", "PORT");
                        circles.add(new Circle(
                                new OperatorSlug(operator),
                                addressees,
                                named,
                                tlp,
                                new Onward(passing, ceptoars, Set.of())));
                    }
                }
            }
        }
        return circles;
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void theDatabaseAndDisclosureAgree(Viewer viewer) {
        var sight = new Sight(viewer, "t");
        for (Circle circle : circles(viewer)) {
            for (String concerned : List.of(
                    "", "MOJ", viewer.authority().map(AuthorityCode::value).orElse("MOD"))) {
                Disclosure disclosure = sight.weighed(circle);
                String expected = "%s %s %s %s"
                        .formatted(
                                circle.isReadByName(),
                                disclosure.extent().showsExistence(),
                                disclosure.extent().showsContent(),
                                sight.shows(disclosure, concerned.isEmpty() ? null : concerned));
                assertThat(inDatabase(sight, circle, concerned))
                        .as("%s %s", circle, concerned)
                        .isEqualTo(expected);
            }
        }
    }

    /** Three in GAS since April and in PORT until March, of whom none is in both; one in WATER. */
    private static final Suppression REGISTER = new Suppression(Stream.of(
                    IntStream.range(0, 3).mapToObj(number -> member("gas-" + number, "GAS", "2026-04-01", null)),
                    IntStream.range(0, 3).mapToObj(number -> member("port-" + number, "PORT", null, "2026-03-31")),
                    Stream.of(member("water-0", "WATER", null, null)))
            .flatMap(members -> members)
            .toList());

    private static OperatorEntry member(String slug, String sector, @Nullable String from, @Nullable String to) {
        var membership = new Membership(
                new SectorCode(sector),
                null,
                from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to));
        return new OperatorEntry(
                new OperatorSlug(slug),
                slug,
                OperatorEntry.Kind.COMPANY,
                null,
                "13",
                null,
                List.of(membership),
                List.of(),
                false,
                false);
    }

    @ParameterizedTest
    @MethodSource("viewers")
    void theDatabaseFindsUnderALineWhatIsToldOfIt(Viewer viewer) {
        var sight = new Sight(viewer, "t");
        var masking = new Masking(viewer, () -> REGISTER);
        Map<Extent, Circle> known = circles(viewer).stream()
                .filter(circle -> sight.weighed(circle).extent().showsExistence())
                .collect(Collectors.toMap(circle -> sight.weighed(circle).extent(), circle -> circle, (one, _) -> one));
        known.forEach((extent, circle) -> {
            for (List<String> lines : List.of(
                    List.of("GAS", "KI_GAS"),
                    List.of("WATER", "PORT", "GAS", "KI_WATER"),
                    List.of("KI_POSTAL"),
                    List.of("UNROUTED"))) {
                for (LocalDate day : List.of(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 4, 1))) {
                    for (String line : lines) {
                        assertThat(isUnder(sight, masking, circle, lines, day, line))
                                .as("%s: %s of %s on %s", extent, line, lines, day)
                                .isEqualTo(masking.isUnder(line, extent, lines, day));
                    }
                }
            }
        });
    }

    private static boolean isUnder(
            Sight sight, Masking masking, Circle circle, List<String> lines, LocalDate day, String line) {
        return record.database()
                .sql("""
                        select coalesce(%s, false) from (
                          select :operator::text, :addressees::text[], :named::text[], :tlp::text,
                            :passing::text, :ceptoars::text[], :thread::uuid, :lines::text[], :day::date
                            ) t(operator, addressees, named, tlp, passing, ceptoars, thread_id, lines, awareness)
                        """.formatted(sight.under("t", ":line")))
                .params(sight.parameters())
                .param("operator", circle.operator().value())
                .param("addressees", literal(circle.addressees()))
                .param("named", literal(circle.named()))
                .param("tlp", circle.tlp().name())
                .param("thread", THREAD)
                .param("passing", circle.onward().passing().name())
                .param("ceptoars", circle.onward().ceptoars().stream().collect(Collectors.joining(",", "{", "}")))
                .param("lines", lines.stream().collect(Collectors.joining(",", "{", "}")))
                .param("day", day)
                .param("line", line)
                .param("told", Sight.told(masking))
                .query(Boolean.class)
                .single();
    }

    private static String inDatabase(Sight sight, Circle circle, String concerned) {
        return record.database()
                .sql("""
                        select concat_ws(' ', %s, %s, %s, %s) from (
                          select :operator::text, :addressees::text[], :named::text[], :tlp::text,
                            :passing::text, :ceptoars::text[],
                            nullif(:concerned, ''), :thread::uuid
                            ) t(operator, addressees, named, tlp, passing, ceptoars, actor, thread_id)
                        """.formatted(sight.readByName(), sight.visible(), sight.content(), sight.concerning("actor")))
                .params(sight.parameters())
                .param("operator", circle.operator().value())
                .param("addressees", literal(circle.addressees()))
                .param("named", literal(circle.named()))
                .param("tlp", circle.tlp().name())
                .param("thread", THREAD)
                .param("passing", circle.onward().passing().name())
                .param("ceptoars", circle.onward().ceptoars().stream().collect(Collectors.joining(",", "{", "}")))
                .param("concerned", concerned)
                .query((row, _) -> row.getString(1).replace("t", "true").replace("f", "false"))
                .single();
    }

    private static String literal(Set<AuthorityCode> codes) {
        return codes.stream().map(AuthorityCode::value).sorted().collect(Collectors.joining(",", "{", "}"));
    }
}
