package noroshi.api.view.campaign;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Asking;
import noroshi.api.view.Views;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.api.view.campaign.CampaignQuery.Filter;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.campaign.CampaignId;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 攻撃キャンペーンの閲覧窓口. */
@RestController
@Tag(name = "campaigns")
public final class CampaignController {

    private static final Set<Role> WHO = Set.of(Role.NCO, Role.MINISTRY, Role.PM_CAO);

    /** The view of the threads' own rows, which a campaign's sheet shows too. */
    private static final String THREADS = "thread";

    private final CampaignQuery campaigns;
    private final Views views;

    public CampaignController(CampaignQuery campaigns, Views views) {
        this.campaigns = campaigns;
        this.views = views;
    }

    @GetMapping("/v1/campaigns")
    @Operation(
            operationId = "listCampaigns",
            summary = "攻撃キャンペーンの一覧",
            description = "Campaigns that the caller may know of, the one that began last first: the national office"
                    + " all; a ministry or the Prime Minister those that hold a thread they may know of, and what they"
                    + " proposed themselves.")
    Page<CampaignItem> campaigns(
            @Parameter(hidden = true) Viewer viewer,
            @Parameter(schema = @Schema(implementation = State.class)) @RequestParam(required = false) @Nullable String state,
            @Parameter(
                            description = "事案番号. Campaigns that hold this thread.",
                            schema = @Schema(type = "string", format = "uuid"))
                    @RequestParam(required = false)
                    @Nullable String threadId,
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String exercise,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, WHO);
        var parameters = new Parameters();
        var filter = new Filter(
                parameters.choice("state", state, State.class),
                threadId == null || threadId.isEmpty() ? null : new ThreadId(parameters.id("threadId", threadId)),
                parameters.flag("exercise", exercise, false));
        var after = parameters.cursorOfPosition(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(CampaignProjection.NAME, position);
        return campaigns.page(viewer, filter, after, size);
    }

    @GetMapping("/v1/campaigns/{campaignId}")
    @Operation(
            operationId = "getCampaign",
            summary = "攻撃キャンペーン",
            description = "A campaign with those of its threads that the caller may know of, each as far as the caller"
                    + " may see it. It counts nothing that the caller may not see.")
    CampaignSheet campaign(
            @Parameter(hidden = true) Viewer viewer,
            @PathVariable UUID campaignId,
            @RequestParam(required = false) @Nullable String cursor,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(schema = @Schema(type = "integer", format = "int64")) @RequestParam(required = false) @Nullable String atLeast) {
        Asking.require(viewer, WHO);
        var parameters = new Parameters();
        var after = parameters.cursorOfId(cursor);
        int size = parameters.limit(limit);
        long position = parameters.atLeast(atLeast);
        parameters.require();
        views.reach(CampaignProjection.NAME, position);
        views.reach(THREADS, position);
        return campaigns
                .sheet(viewer, new CampaignId(campaignId), after, size)
                .orElseThrow(() -> new Refused(
                        Reason.CAMPAIGN_UNKNOWN,
                        "campaignId",
                        campaignId,
                        "閲覧できる攻撃キャンペーン",
                        "a campaign that the caller may know of"));
    }
}
