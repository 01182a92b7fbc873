package noroshi.core.regime;

/** 制度. One body of rules; a new one is one folder and one line in {@code Regimes}. */
public interface Regime {

    RegimeCode code();

    /** The effective-dated rows it reads. */
    Terms terms();

    /** What this regime makes of the filing: pure, and never refuses. */
    Outcome assess(Question question);
}
