package noroshi.core.bulletin;

import java.util.Arrays;

/** 地方. As fine as a place may be in what is passed on: some of the forty-seven prefectures together (JIS X 0401). */
enum Region {
    HOKKAIDO("北海道", 1, 1),
    TOHOKU("東北", 2, 7),
    KANTO("関東", 8, 14),
    CHUBU("中部", 15, 23),
    KINKI("近畿", 24, 30),
    CHUGOKU("中国", 31, 35),
    SHIKOKU("四国", 36, 39),
    KYUSHU_OKINAWA("九州・沖縄", 40, 47);

    private final String ja;
    private final int first;
    private final int last;

    Region(String ja, int first, int last) {
        this.ja = ja;
        this.first = first;
        this.last = last;
    }

    String ja() {
        return ja;
    }

    /** The region of a prefecture. */
    static Region of(String prefecture) {
        int number = Integer.parseInt(prefecture);
        return Arrays.stream(values())
                .filter(region -> region.first <= number && number <= region.last)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("prefecture: %s (expected: 01 to 47)".formatted(prefecture)));
    }
}
