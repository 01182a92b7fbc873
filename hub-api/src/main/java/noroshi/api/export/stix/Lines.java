package noroshi.api.export.stix;

import java.util.LinkedHashMap;
import java.util.Map;
import noroshi.core.sector.Business;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Sector;

/** 分野・事業の名称. What sectors and businesses are called, the same wherever they stand. */
public final class Lines {

    private static final String UNROUTED = "UNROUTED";

    private Lines() {}

    /** Each sector and business that ever was in force, and one for what no rule could place. */
    public static Map<String, String> names(Scope scope) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Sector sector : scope.sectors()) {
            if (sector.parent() == null) {
                names.put(sector.code().value(), "%s (%s)".formatted(sector.ja(), sector.en()));
            }
        }
        for (Business business : scope.businesses()) {
            if (business.parent() == null) {
                names.put(business.code().value(), "%s (%s)".formatted(business.ja(), business.en()));
            }
        }
        names.put(UNROUTED, "未振分け (unrouted)");
        return names;
    }
}
