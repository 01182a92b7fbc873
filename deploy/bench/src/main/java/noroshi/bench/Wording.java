package noroshi.bench;

import java.util.List;
import java.util.SplittableRandom;

/**
 * 計測用の文面. Texts of reports in Japanese, some in English, of common words and of a few whose frequency is known, so
 * that it can be asked for words of each.
 */
final class Wording {

    /** In about a third of all texts. */
    static final String FREQUENT = "暗号";

    /** In one of thirty. */
    static final String OCCASIONAL = "気象";

    /** In one of two thousand. */
    static final String RARE = "鳳凰";

    /** In none, though either half of it is in some. */
    static final String ABSENT = "麒麟";

    /** In every third text of the first months, and in none since. */
    static final String FORMER = "隼型";

    /** In one text of ten. */
    static final String ENGLISH = "ransomware";

    private static final List<String> SYSTEMS = List.of(
            "電子カルテ",
            "受発注システム",
            "顧客管理システム",
            "決済基盤",
            "運行管理システム",
            "監視制御装置",
            "料金収受システム",
            "認証サーバ",
            "ファイルサーバ",
            "VPN 装置",
            "遠隔保守回線",
            "予約サイト",
            "コールセンター");
    private static final List<String> HAPPENED = List.of(
            "で拡張子 .lckb9 への暗号化を確認",
            "でランサムウェアによる暗号化と身代金の要求",
            "に大量の通信があり応答が遅延",
            "で不審な管理者権限の作成を検知",
            "から外部への不審な通信を遮断",
            "の改ざんされた頁の公開を停止",
            "に委託先からの侵入の疑い",
            "で利用者情報の一部が閲覧可能な状態",
            "で暗号資産の採掘プログラムを検出",
            "が停電後に再起動せず");
    private static final List<String> THEN = List.of(
            "業務は紙の運用に切替え、復旧の見込みは未定。",
            "該当端末を隔離し、証拠を保全した。",
            "利用者への影響は調査中。",
            "警察に相談済み。続報を予定する。",
            "予備系に切り替え、供給への支障はない。",
            "パスワードを更新し、多要素認証を強制した。",
            "装置の製造元に照会している。");
    private static final List<String> IN_ENGLISH = List.of(
            "The file server of the branch office was encrypted by ransomware; a note demands payment.",
            "Ransomware on two terminals; the segment was cut off and images were taken.",
            "A distributed denial of service against the booking site lasted forty minutes.",
            "An unpatched gateway was exploited; the intruder created an administrator account.",
            "Telemetry from the remote terminal units stopped; operators went to manual control.");

    private Wording() {}

    static String title(SplittableRandom dice) {
        return one(SYSTEMS, dice) + one(HAPPENED, dice);
    }

    /** @param isEarly whether it is of the first months */
    static String summary(SplittableRandom dice, boolean isEarly) {
        if (dice.nextInt(4) == 0) {
            return one(IN_ENGLISH, dice) + " Reference %08x.".formatted(dice.nextInt());
        }
        var text = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            text.append(one(SYSTEMS, dice))
                    .append(one(HAPPENED, dice))
                    .append('。')
                    .append(one(THEN, dice));
        }
        add(text, dice, 30, OCCASIONAL + "観測網にも影響。");
        add(text, dice, 2_000, "「" + RARE + "」を名乗る声明。");
        add(text, dice, 5_000, "「麒」の印。");
        add(text, dice, 5_000, "「麟」の印。");
        if (isEarly) {
            add(text, dice, 3, FORMER + "の検体。");
        }
        return text.toString();
    }

    private static void add(StringBuilder text, SplittableRandom dice, int oneOf, String words) {
        if (dice.nextInt(oneOf) == 0) {
            text.append(words);
        }
    }

    private static String one(List<String> of, SplittableRandom dice) {
        return of.get(dice.nextInt(of.size()));
    }
}
