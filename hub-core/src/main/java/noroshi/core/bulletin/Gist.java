package noroshi.core.bulletin;

import java.util.List;
import noroshi.core.report.Cause;
import noroshi.core.report.EventClass;
import noroshi.core.report.FormCode;
import noroshi.core.report.Indicator;
import noroshi.core.sector.SectorCode;

/**
 * 要点. What may be told of threads without telling whose they are: no operator, no words of a report, no place but a
 * region, no day, no figure.
 *
 * @param sectors of origin, without those in which too few could have been hit
 * @param periods when it was, to a third of a month (上旬・中旬・下旬)
 * @param regions where it was, where enough operators have their seat
 * @param malware families of malware by name
 * @param techniques ATT&amp;CK techniques and CVE numbers
 * @param indicators of the attack, never of what the report calls its victim's
 */
public record Gist(
        List<SectorCode> sectors,
        List<String> periods,
        List<String> regions,
        List<FormCode> forms,
        List<EventClass> eventClasses,
        List<Cause> causes,
        List<String> malware,
        List<String> techniques,
        List<Indicator> indicators) {

    public Gist {
        sectors = List.copyOf(sectors);
        periods = List.copyOf(periods);
        regions = List.copyOf(regions);
        forms = List.copyOf(forms);
        eventClasses = List.copyOf(eventClasses);
        causes = List.copyOf(causes);
        malware = List.copyOf(malware);
        techniques = List.copyOf(techniques);
        indicators = List.copyOf(indicators);
    }
}
