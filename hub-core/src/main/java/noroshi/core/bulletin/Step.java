package noroshi.core.bulletin;

/** 伝達の段階. How far down a bulletin has come in a sector. */
public enum Step {
    /** 所管省庁. */
    MINISTRY,
    /** セプター. */
    CEPTOAR,
    /** 重要インフラ事業者等. */
    OPERATOR;

    /** Whether it has come so far. */
    public boolean reaches(Step other) {
        return compareTo(other) >= 0;
    }

    /** Whether it comes after the other on the way down. */
    public boolean isBelow(Step other) {
        return compareTo(other) > 0;
    }
}
