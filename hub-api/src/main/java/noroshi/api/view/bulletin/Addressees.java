package noroshi.api.view.bulletin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.bulletin.Recipient;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;

/** 宛先. Whom the register of today names for a sector. */
public interface Addressees {

    /** The top-level sectors that a ministry is competent for, a CEPTOAR speaks for, or an operator is in. */
    Set<SectorCode> sectorsOf(Viewer viewer);

    /**
     * From which position of the record on each of those sectors has been the viewer's until now: what the register
     * changed, or the first event of the day for which it was to change. One that always was is left out.
     */
    Map<SectorCode, Long> since(Viewer viewer);

    /** Who in a sector is to have a bulletin: ministries, the CEPTOAR, operators, in this order. */
    List<Recipient> of(SectorCode sector);
}
