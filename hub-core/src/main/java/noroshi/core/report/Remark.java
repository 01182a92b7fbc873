package noroshi.core.report;

import org.jspecify.annotations.Nullable;

/** 理由の文. What somebody wrote to explain an act; sealed like the content, for it may name people. */
public record Remark(String value) {

    /** The text, empty once it is erased. */
    public static String text(@Nullable Remark remark) {
        return remark == null ? "" : remark.value();
    }

    @Override
    public String toString() {
        return value;
    }
}
