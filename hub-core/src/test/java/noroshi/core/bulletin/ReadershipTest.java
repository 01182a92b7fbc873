package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<SectorCode> sectors = sector == null || sector.isBlank() ? Set.of() : Set.of(new SectorCode(sector));
        return Readership.reads(new Viewer(role, organisation, null, role + ":" + organisation), bulletin, sectors);
    }
}
