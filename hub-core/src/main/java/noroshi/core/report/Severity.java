package noroshi.core.report;

/**
 * 深刻度. Level 0 (なし) to 4 (危機) from the three viewpoints of the 深刻度評価基準 of 2018-07-25; the whole is as severe as the
 * severest of them.
 *
 * @param continuity サービスの持続性. The effect on the continuity of the service
 * @param safety 安全性. The effect on safety that has to do with the service
 * @param confidence 信頼低下等. The loss of confidence, and whatever else
 */
public record Severity(int continuity, int safety, int confidence) {

    /** 危機. */
    public static final int HIGHEST = 4;

    public Severity {
        require("continuity", continuity);
        require("safety", safety);
        require("confidence", confidence);
    }

    private static void require(String viewpoint, int level) {
        if (level < 0 || level > HIGHEST) {
            throw new IllegalArgumentException("%s: %d (expected: 0 to %d)".formatted(viewpoint, level, HIGHEST));
        }
    }

    /** 総合. The highest of the three. */
    public int overall() {
        return Math.max(continuity, Math.max(safety, confidence));
    }
}
