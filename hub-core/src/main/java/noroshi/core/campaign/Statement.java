package noroshi.core.campaign;

import java.util.List;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 申出の内容. What is said of a campaign when it begins.
 *
 * @param wording null once it is erased
 * @param tlp 共有範囲. Of the wording alone: each thread keeps its own
 * @param exercise 訓練. Whether it is of drills: it then holds drills alone, and otherwise none
 * @param threads which threads it holds from the first
 */
public record Statement(@Nullable Wording wording, Tlp tlp, boolean exercise, List<ThreadId> threads) {

    public Statement {
        threads = List.copyOf(threads);
    }
}
