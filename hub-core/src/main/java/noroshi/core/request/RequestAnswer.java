package noroshi.core.request;

import java.time.Instant;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 回答. What an addressee answers, whole or in part.
 *
 * @param text null once it is erased
 * @param complete 最終回答. Whether nothing is owed any more
 */
public record RequestAnswer(@Nullable Remark text, Tlp tlp, boolean complete, Instant at) {

    boolean says(RequestCommand.AnswerRequest command) {
        return command.text().equals(text) && tlp == command.tlp() && complete == command.complete();
    }
}
