package noroshi.core.bulletin;

import java.util.List;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;

/**
 * 情報提供の宛先等. What rules need of a bulletin; stored in clear.
 *
 * @param drawn the threads it draws on; none where it rests on something else
 * @param sectors the top-level sectors it is for
 * @param exercise 訓練. Whether it belongs to a drill
 */
public record BulletinFacts(List<Drawn> drawn, List<SectorCode> sectors, Tlp tlp, boolean exercise, Relay relay) {

    public BulletinFacts {
        drawn = List.copyOf(drawn);
        sectors = List.copyOf(sectors);
    }

    /** 情報の発信者. Whose threads it draws on, each once. */
    public List<OperatorSlug> originators() {
        return drawn.stream().map(Drawn::operator).distinct().toList();
    }

    /** What it draws on of one originator. */
    List<Drawn> of(OperatorSlug originator) {
        return drawn.stream().filter(one -> one.operator().equals(originator)).toList();
    }
}
