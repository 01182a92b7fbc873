package noroshi.core.regime;

import noroshi.core.report.Stage;

/** 義務の種類. What a duty asks for: a report of a stage, or a notification. */
public enum DutyType {
    /** 速報. */
    PRELIMINARY,
    /** 続報. */
    FOLLOW_UP,
    /** 詳報. */
    DETAILED,
    /** 最終報. */
    FINAL,
    /** 特定重要電子計算機の届出 (サイバー対処能力強化法 art. 4). */
    ASSET_NOTIFICATION;

    /** Whether a report of this stage is what is asked for. */
    public boolean isMetBy(Stage filed) {
        return switch (this) {
            case PRELIMINARY -> true;
            case FOLLOW_UP -> filed != Stage.PRELIMINARY;
            case DETAILED -> filed == Stage.DETAILED || filed == Stage.FINAL;
            case FINAL -> filed == Stage.FINAL;
            case ASSET_NOTIFICATION -> false;
        };
    }
}
