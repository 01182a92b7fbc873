package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectReadersTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            operator:chubu-power, intake.chubu-power-value                 , true
            operator:aoba-bank  , intake.chubu-power-value                 , false
            operator:chubu      , intake.chubu-power-value                 , false
            nco                 , intake.chubu-power-value                 , false
            operator:chubu-power, intake.no such thing                     , false
            ministry:METI       , deliveries.meti-value                    , true
            ministry:METI       , exercise.deliveries.meti-value           , true
            ministry:METI       , deliveries.mlit-value                    , false
            ministry:METI       , deliveries.                              , false
            police:27           , deliveries.pref-police-27-value          , true
            police:13           , exercise.deliveries.pref-police-27-value , false
            pm-cao              , deliveries.pm-cao-value                  , true
            operator:aoba-bank  , deliveries.nco-value                     , false
            auditor             , bulletins.gas-value                      , true
            operator:aoba-bank  , sector.gas-value                         , true
            ceptoar:GAS         , reports.submitted-value                  , true
            ceptoar:GAS         , another-programs                         , true
            """)
    void aSubjectIsKnownToWhomItTellsNothingNew(String principal, String subject, boolean known) {
        assertThat(SubjectReaders.mayKnow(principal, subject)).isEqualTo(known);
    }
}
