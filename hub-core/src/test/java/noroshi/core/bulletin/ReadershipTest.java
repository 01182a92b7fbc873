package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Filings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bulletins' cells of the access matrix (domain.md §7.4): viewer, its sectors, then whether it reads each label. */
class ReadershipTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NCO      | NCO              |      | AMBER GREEN CLEAR
            PM_CAO   | PM_CAO           |      | AMBER GREEN CLEAR
            MINISTRY | MLIT             | PORT | AMBER GREEN CLEAR
            MINISTRY | METI             | GAS  | GREEN CLEAR
            MINISTRY | JPCERT           |      | GREEN CLEAR
            CEPTOAR  | PORT             | PORT | AMBER GREEN CLEAR
            CEPTOAR  | GAS              | GAS  | GREEN CLEAR
            COUNCIL  | ito              |      | GREEN CLEAR
            PPC      | PPC              |      | GREEN CLEAR
            POLICE   | 23               |      | GREEN CLEAR
            OPERATOR | another-terminal | PORT | AMBER GREEN CLEAR
            OPERATOR | nangoku-gas      | GAS  | CLEAR
            OPERATOR | isewan-terminal  | PORT | AMBER GREEN CLEAR
            HQ       | HQ               |      | CLEAR
            AUDITOR  | AUDITOR          |      | CLEAR
            ADMIN    | ADMIN            |      | CLEAR
            """)
    void whoReadsWhatIsIssuedForASector(Role role, String organisation, String sector, String labels) {
        Set<Tlp> read = Arrays.stream(labels.split(" ")).map(Tlp::valueOf).collect(Collectors.toSet());

        for (Tlp label : Set.of(Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR)) {
            Bulletin issued = new BulletinStory().labelled(label).issued().state();
            assertThat(reads(role, organisation, sector, issued))
                    .as(label.name())
                    .isEqualTo(read.contains(label));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AMBER | NCO PM_CAO
            GREEN | NCO PM_CAO MINISTRY CEPTOAR COUNCIL PPC POLICE
            CLEAR | NCO PM_CAO MINISTRY CEPTOAR COUNCIL PPC POLICE OPERATOR HQ AUDITOR ADMIN
            """)
    void ofWhichRolesEverybodyReadsItOnceItHasComeThrough(Tlp label, String roles) {
        var story = new BulletinStory().labelled(label).stepwise().issued();
        assertThat(everybody(story)).containsExactlyInAnyOrder("NCO", "PM_CAO");

        story.when(story.relaying(BulletinStory.MLIT)).when(story.relaying(BulletinStory.CEPTOAR));
        assertThat(everybody(story)).containsExactlyInAnyOrder(roles.split(" "));
        story.when(story.recalling("誤り"));
        assertThat(everybody(story)).containsExactlyInAnyOrder(roles.split(" "));
    }

    private static Set<String> everybody(BulletinStory story) {
        return Readership.everybody((Published) story.state()).stream()
                .map(Role::name)
                .collect(Collectors.toSet());
    }

    /** Of a CLEAR bulletin's imported indicators: which of the labels they bear is told to whom. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NCO      | NCO              |      | AMBER_STRICT AMBER GREEN CLEAR
            PM_CAO   | PM_CAO           |      | AMBER GREEN CLEAR
            MINISTRY | MLIT             | PORT | AMBER GREEN CLEAR
            MINISTRY | METI             | GAS  | GREEN CLEAR
            CEPTOAR  | PORT             | PORT | AMBER GREEN CLEAR
            CEPTOAR  | GAS              | GAS  | GREEN CLEAR
            COUNCIL  | ito              |      | GREEN CLEAR
            OPERATOR | another-terminal | PORT | AMBER GREEN CLEAR
            OPERATOR | nangoku-gas      | GAS  | CLEAR
            AUDITOR  | AUDITOR          |      | CLEAR
            """)
    void whoIsToldWhichImportedIndicator(Role role, String organisation, String sector, String labels) {
        var story = new BulletinStory().labelled(Tlp.CLEAR);
        story.when(story.drafting(BulletinStory.CONTENT.importing(BulletinStory.IMPORTED)));
        assertThat(told(role, organisation, sector, story.state()))
                .as("of a draft that draws on nobody")
                .isEqualTo(role == Role.NCO ? labels : "CLEAR");

        story.when(story.issuing(1));
        assertThat(told(role, organisation, sector, story.state())).isEqualTo(labels);
    }

    private static String told(Role role, String organisation, @Nullable String sector, Bulletin bulletin) {
        var written = Bulletin.written(bulletin).orElseThrow();
        return Readership.told(
                        viewer(role, organisation),
                        written,
                        Objects.requireNonNull(written.draft().content()),
                        sectors(sector))
                .marked()
                .stream()
                .map(one -> one.tlp().name())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aDraftIsReadByItsAuthorsAndByWhomItComesFromAlone() {
        Bulletin draft = new BulletinStory()
                .from(Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT"))
                .labelled(Tlp.GREEN)
                .drafted()
                .state();

        assertThat(reads(Role.NCO, "NCO", null, draft)).isTrue();
        assertThat(reads(Role.OPERATOR, "isewan-terminal", "PORT", draft)).isTrue();
        assertThat(reads(Role.OPERATOR, "another-terminal", "PORT", draft)).isFalse();
        assertThat(reads(Role.MINISTRY, "MLIT", "PORT", draft)).isFalse();
        assertThat(reads(Role.CEPTOAR, "PORT", "PORT", draft)).isFalse();
    }

    @Test
    void stepwiseNobodyReadsBeforeItsTurn() {
        var story = new BulletinStory().labelled(Tlp.CLEAR).stepwise().issued();
        assertThat(reads(Role.MINISTRY, "MLIT", "PORT", story.state())).isTrue();
        assertThat(reads(Role.CEPTOAR, "PORT", "PORT", story.state())).isFalse();
        assertThat(reads(Role.OPERATOR, "isewan-terminal", "PORT", story.state()))
                .isFalse();

        story.when(story.relaying(BulletinStory.MLIT));
        assertThat(reads(Role.CEPTOAR, "PORT", "PORT", story.state())).isTrue();
        assertThat(reads(Role.OPERATOR, "isewan-terminal", "PORT", story.state()))
                .isFalse();
        assertThat(reads(Role.ADMIN, "ADMIN", null, story.state())).isFalse();

        story.when(story.relaying(BulletinStory.CEPTOAR));
        assertThat(reads(Role.OPERATOR, "isewan-terminal", "PORT", story.state()))
                .isTrue();
        assertThat(reads(Role.ADMIN, "ADMIN", null, story.state())).isTrue();
    }

    private static boolean reads(Role role, String organisation, @Nullable String sector, Bulletin bulletin) {
        return Readership.reads(viewer(role, organisation), bulletin, sectors(sector));
    }

    private static Viewer viewer(Role role, String organisation) {
        return new Viewer(role, organisation, null, role + ":" + organisation);
    }

    private static Set<SectorCode> sectors(@Nullable String sector) {
        return sector == null || sector.isBlank() ? Set.of() : Set.of(new SectorCode(sector));
    }
}
