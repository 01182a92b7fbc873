package noroshi.api.view.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.api.view.ThreadState.Phase;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 事案の一行. A thread in a list.
 *
 * @param operator null, like the title, where the viewer may not know it
 * @param sectors as far as the viewer may know them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ThreadItem(
        UUID threadId,
        @Nullable String operator,
        Phase state,
        Stage stage,
        Tlp tlp,
        boolean exercise,
        List<String> sectors,
        @Nullable String title,
        OffsetDateTime openedAt,
        long position) {}
