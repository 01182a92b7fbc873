package noroshi.api.view.candidate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 関連候補の窓口. */
@RestController
@Tag(name = "campaigns")
public final class CandidateController {

    private static final Set<Role> WHO = Set.of(Role.NCO, Role.MINISTRY, Role.PM_CAO);

    /** The view of the threads' own rows, which says who may read them. */
    private static final String THREADS = "thread";

    /** The view that says who may read what others' indicators came in with. */
    private static final String BULLETINS = "bulletins";

    private final CandidateQuery candidates;
    private final Views views;

    public CandidateController(CandidateQuery candidates, Views views) {
        this.candidates = candidates;
        this.views = views;
    }

    @GetMapping("/v1/reports/{threadId}/candidates")
    @Operation(
            operationId = "listCandidates",
            summary = "関連する事案の候補",
            description = "Other threads that may belong to the same attack: they share an address, a domain, a hash, a"
                    + " URL, an AS number, a CVE or an extension of encrypted files with this one, or the technique"
                    + " within a day. Each says why; those with the most reasons come first, 100 at most. Only threads"
                    + " whose content the caller may read. What more than 50 other threads have, or everybody has,"
                    + " gives no candidates and is told as `tooCommon`. `imported` tells in whose bundle the same was"
                    + " seen, each indicator to whom its own label lets.")
    Candidates candidates(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID threadId,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, WHO);
        var parameters = new Parameters();
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(CandidateProjection.NAME, position);
        views.reach(THREADS, position);
        views.reach(BULLETINS, position);
        return candidates
                .candidates(viewer, new ThreadId(threadId))
                .orElseThrow(() -> new Refused(
                        Reason.THREAD_UNKNOWN, "threadId", threadId, "閲覧できる事案", "a thread that the caller may read"));
    }
}
