package noroshi.core.bulletin;

import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;

/**
 * 共有範囲付きのインディケータ. Another's indicator, under the label that came with it.
 *
 * @param origin the id that it bears there
 */
public record MarkedIndicator(Indicator indicator, Tlp tlp, String origin) {}
