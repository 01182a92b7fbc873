package noroshi.core.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import noroshi.core.Reason;
import noroshi.core.Refused;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorporateNumberTest {

    /** Public numbers of 国税庁 and デジタル庁, as oracle of the check digit. */
    @ParameterizedTest
    @ValueSource(strings = {"7000012050002", "8000012010038"})
    void aPublishedNumberIsTaken(String number) {
        assertThat(new CorporateNumber(number)).hasToString(number);
    }

    @Test
    void aWrongCheckDigitIsRefusedWithTheRightOne() {
        assertThatThrownBy(() -> new CorporateNumber("6000012050002"))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.CORPORATE_NUMBER_INVALID);
                    assertThat(refused.fault().item()).isEqualTo("corporateNumber");
                    assertThat(refused.fault().en())
                            .endsWith("corporateNumber: 6000012050002 (expected: check digit 7 in front)");
                    assertThat(refused.fault().ja()).endsWith("corporateNumber: 6000012050002 (正: 先頭の検査用数字は7)");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "700001205000", "70000120500021", "700001205000x", "7000012050００2", "0000012050002"})
    void whatIsNot13DigitsIsRefused(String number) {
        assertThatThrownBy(() -> new CorporateNumber(number))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .extracting(Refused::reason)
                .isEqualTo(Reason.INVALID);
    }

    @Property
    void oneWrongDigitIsFoundUnlessItIsZeroForNineOrNineForZero(
            @ForAll @LongRange(max = 999_999_999_999L) long base,
            @ForAll @IntRange(max = 12) int place,
            @ForAll @IntRange(max = 9) int digit) {
        var right = CorporateNumber.ofBase("%012d".formatted(base)).value();
        var was = right.charAt(place) - '0';
        var altered = right.substring(0, place) + digit + right.substring(place + 1);
        if (digit % 9 == was % 9) {
            return;
        }
        assertThatThrownBy(() -> new CorporateNumber(altered)).isInstanceOf(Refused.class);
    }
}
