package noroshi.core.sector;

import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;

/**
 * 地方支分部局. A regional office of a ministry, as it stands in a period: it receives a copy of what goes to its ministry
 * from certain sectors, for damage in certain prefectures.
 *
 * @param prefectures 都道府県コード (JIS X 0401)
 * @param source the source of this row
 */
public record Office(
        AuthorityCode code,
        AuthorityCode ministry,
        List<SectorCode> sectors,
        List<String> prefectures,
        Period inForce,
        Status status,
        String source) {

    public Office {
        sectors = List.copyOf(sectors);
        prefectures = List.copyOf(prefectures);
    }
}
