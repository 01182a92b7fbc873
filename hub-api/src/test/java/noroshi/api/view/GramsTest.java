package noroshi.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GramsTest {

    @Test
    void aTextIsFoundByEachCharacterAndEachTwoTogether() {
        assertThat(Grams.of("電力電")).containsExactlyInAnyOrder('力', '電', '力' << 16 | '電', '電' << 16 | '力');
    }

    @Test
    void noneRunsOverABlank() {
        assertThat(Grams.of("電 力\n社")).containsExactlyInAnyOrder('電', '力', '社');
        assertThat(Grams.of(" \u3000\n")).isEmpty();
    }

    @Test
    void aWordIsAskedForByItsPairsAndOneCharacterByItself() {
        assertThat(Grams.ofWords(List.of("港", "停電"))).containsExactlyInAnyOrder('港', '停' << 16 | '電');
    }

    @Test
    void aNumberIsWrittenAsTheDatabaseReadsIt() {
        assertThat(Grams.literal(new int[] {-1, 2})).isEqualTo("{4294967295,2}");
        assertThat(Grams.literal(new int[] {})).isEqualTo("{}");
    }

    @Test
    void aPeriodStandsBeforeTheNumber() {
        assertThat(Grams.in(3, new int[] {-1, 2})).containsExactly(0x3_ffff_ffffL, 0x3_0000_0002L);
        assertThat(Grams.in(-1, new int[] {2})).containsExactly(-1L << 32 | 2);
    }

    @Property
    void whateverContainsAWordHasAllOfItsGrams(
            @ForAll String before, @ForAll @StringLength(min = 1, max = 6) String word, @ForAll String after) {
        String text = SearchText.normalised(before + word + after);
        for (String part : SearchText.words(word)) {
            if (text.contains(part)) {
                assertThat(Arrays.stream(Grams.of(text)).boxed())
                        .containsAll(Arrays.stream(Grams.ofWords(List.of(part)))
                                .boxed()
                                .toList());
            }
        }
    }
}
