package noroshi.standalone.veris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentTest {

    @ParameterizedTest
    @CsvSource({
        "622110, HEALTHCARE",
        "62, HEALTHCARE",
        "624110, ''",
        "922120, GOV_ADMIN",
        "522110, FINANCE",
        "522210, CREDIT",
        "221122, ELECTRICITY",
        "488310, PORT",
        "517110, INFO_COMM",
        "325412, ''",
        "611310, ''",
        "0000, ''",
        "'', ''"
    })
    void theLongestPrefixOfTheIndustryDecidesTheSector(String industry, String sector) {
        assertThat(Naics.sector(industry).orElse("")).isEqualTo(sector);
    }

    @Test
    void whatIsKnownOfTheDateIsKeptAndTheRestIsTakenAsTheFirst() throws Exception {
        var incident = Incident.read("""
                {"incident_id": "a1", "victim": [{"industry": "621111"}], "action": {},
                 "timeline": {"incident": {"year": 2010, "month": 2}, "discovery": {"unit": "Days", "value": 3}}}
                """, false);

        assertThat(incident.body())
                .containsEntry("occurredAt", "2010-02-01T00:00:00+09:00")
                .containsEntry("awarenessAt", "2010-02-04T00:00:00+09:00")
                .containsEntry("serviceLines", List.of("HEALTHCARE"));
    }

    @Test
    void aDayThatIsNotInItsMonthBecomesItsLast() throws Exception {
        var incident = Incident.read("""
                {"timeline": {"incident": {"year": 2011, "month": 2, "day": 31}}}
                """, false);

        assertThat(incident.body()).containsEntry("occurredAt", "2011-02-28T00:00:00+09:00");
    }

    @Test
    void aRansomwareIncidentIsFiledOnItsForm() throws Exception {
        var incident = Incident.read("""
                {"action": {"malware": {"variety": ["Ransomware"]}}, "timeline": {"incident": {"year": 2012}}}
                """, false);

        assertThat(incident.body())
                .containsEntry("form", "RANSOMWARE")
                .containsEntry("eventClass", "MALWARE_INFECTION");
    }

    @Test
    void whatIsNoIncidentSaysWhy() {
        assertThatThrownBy(() -> Incident.read("{", false)).hasMessageStartingWith("no JSON");
        assertThatThrownBy(() -> Incident.read("[]", false)).hasMessageStartingWith("no VERIS incident");
        assertThatThrownBy(() -> Incident.read("{\"timeline\": {\"incident\": {}}}", false))
                .hasMessageContaining("year");
    }
}
