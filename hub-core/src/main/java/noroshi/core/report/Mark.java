package noroshi.core.report;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;

/**
 * 秘匿の標識. That an item of a report is kept back, whatever the label; from whom, {@link Withholding} says.
 *
 * @param item as a filing names it, such as {@code details.ransomNote}
 */
public record Mark(String item, Flag flag) {

    /** How the name of an item of the form's specific part begins; no other item can be marked. */
    static final String DETAILS = "details.";

    /** 秘匿の理由. Why an item is kept back. */
    public enum Flag {
        /**
         * 弁護士等との通信. What passed between the operator and its counsel (民事訴訟法 197条1項2号, 220条4号ハ). To file it is no waiver:
         * US practice has it so by statute (6 U.S.C. 1504(d)(1)); for Japan ASSUMED.
         */
        LEGAL_PRIVILEGE,
        /** 個人データ. Who may be found by it (個人情報保護法 27条). */
        PERSONAL_DATA
    }

    /** Whether items of the specific part, by their own names, are such that a filing gives one of them that name. */
    public static boolean isIn(Collection<String> names, String item) {
        return item.startsWith(DETAILS) && names.contains(item.substring(DETAILS.length()));
    }

    /**
     * What is wrong with the mark; empty where it can be set.
     *
     * @param path where the mark names it
     * @param isStated whether the thread states that item
     */
    public Optional<Fault> fault(String path, Predicate<String> isStated) {
        return item.startsWith(DETAILS) && isStated.test(item)
                ? Optional.empty()
                : Optional.of(Fault.of(
                        Reason.ITEM_NOT_MARKABLE,
                        path,
                        // not as it came: an item may be called by the words that are to be kept back
                        new Phrase("別の項目", "another item"),
                        "details に記載した項目。件名・概要・インディケータは検索され共有範囲に従うため、伏せる語は別の項目に記載",
                        "an item stated in details; title, summary and indicators are searched and go by the label, so what"
                                + " is to be kept back goes into an item of its own"));
    }
}
