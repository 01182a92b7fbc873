package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import noroshi.api.view.Companionship;
import noroshi.api.view.ThreadState;
import noroshi.api.view.campaign.CampaignProjection;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.campaign.CampaignCommand;
import noroshi.core.campaign.CampaignCommand.AcceptProposal;
import noroshi.core.campaign.CampaignCommand.CloseCampaign;
import noroshi.core.campaign.CampaignCommand.DeclareCampaign;
import noroshi.core.campaign.CampaignCommand.DeclineProposal;
import noroshi.core.campaign.CampaignCommand.LinkThread;
import noroshi.core.campaign.CampaignCommand.MergeCampaigns;
import noroshi.core.campaign.CampaignCommand.ProposeCampaign;
import noroshi.core.campaign.CampaignCommand.SplitCampaign;
import noroshi.core.campaign.CampaignCommand.UnlinkThread;
import noroshi.core.campaign.CampaignCommand.UnmergeCampaigns;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Statement;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import noroshi.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * 攻撃キャンペーンの窓口. Where the national office declares which threads belong together and ministries propose it;
 * each act repeated changes nothing.
 */
@RestController
@RequestMapping("/v1/campaigns")
@Tag(name = "campaigns")
public final class CampaignDesk {

    private final Ledger ledger;
    private final Companionship companionship;
    private final Dispatch dispatch;
    private final Progress progress;
    private final InstantSource clock;

    public CampaignDesk(
            Ledger ledger, Companionship companionship, Dispatch dispatch, Progress progress, InstantSource clock) {
        this.ledger = ledger;
        this.companionship = companionship;
        this.dispatch = dispatch;
        this.progress = progress;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "beginCampaign",
            summary = "攻撃キャンペーンを宣言する・提案する",
            description = "By the national office a declaration, by anybody else a proposal that the national office"
                    + " decides. Every thread must be one that the caller may know of. Nothing of a thread changes. A"
                    + " ministry to which one of them was delivered then knows of the other AMBER ones that they are"
                    + " there, without words and names.")
    Begun begin(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Schema(implementation = CampaignForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        AuthorityCode authority = authority(viewer);
        CampaignId campaign = id(authority, key);
        Statement statement = CampaignForm.read(body);
        if (!dispatch.isRecorded("thread", campaign.toString())) {
            requireKnown(statement.threads(), viewer);
        }
        Reached reached = send(
                viewer.role() == Viewer.Role.NCO
                        ? new DeclareCampaign(campaign, statement, authority, viewer.identity(), clock.instant())
                        : new ProposeCampaign(campaign, statement, authority, viewer.identity(), clock.instant()));
        return new Begun(campaign.value(), reached.position());
    }

    @PostMapping("/{campaignId}/acceptance")
    @Operation(
            operationId = "acceptProposal",
            summary = "提案を採用する",
            description = "Declares a campaign as it was proposed.")
    Reached accept(@PathVariable UUID campaignId, Viewer viewer) {
        return send(
                new AcceptProposal(new CampaignId(campaignId), authority(viewer), viewer.identity(), clock.instant()));
    }

    @PostMapping("/{campaignId}/decline")
    @Operation(
            operationId = "declineProposal",
            summary = "提案を採用しない",
            description = "Declines a proposal; it stays on record for its proposer and the national office.")
    Reached decline(
            @PathVariable UUID campaignId,
            @Schema(implementation = CampaignReasonForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        return send(new DeclineProposal(
                new CampaignId(campaignId),
                CampaignReasonForm.required(body),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    @PostMapping("/{campaignId}/threads")
    @Operation(
            operationId = "linkThread",
            summary = "事案を加える",
            description = "Links a thread that the caller may know of. It keeps its id, its label and its circle.")
    Reached link(
            @PathVariable UUID campaignId,
            @Schema(implementation = LinkForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        LinkForm.Stated stated = LinkForm.read(body);
        requireKnown(List.of(stated.thread()), viewer);
        return send(new LinkThread(
                new CampaignId(campaignId),
                stated.thread(),
                stated.reason(),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    @DeleteMapping("/{campaignId}/threads/{threadId}")
    @Operation(
            operationId = "unlinkThread",
            summary = "事案を外す",
            description = "Unlinks a thread; that it was linked stays on record.")
    Reached unlink(@PathVariable UUID campaignId, @PathVariable UUID threadId, Viewer viewer) {
        return send(new UnlinkThread(
                new CampaignId(campaignId),
                new ThreadId(threadId),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    @PostMapping("/{campaignId}/merge")
    @Operation(
            operationId = "mergeCampaigns",
            summary = "統合する",
            description = "Makes another campaign part of this one, which then holds the threads of both; each thread"
                    + " keeps its id, its label and its circle.")
    Reached merge(
            @PathVariable UUID campaignId,
            @Schema(implementation = MergeForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        MergeForm.Stated stated = MergeForm.read(body);
        return send(new MergeCampaigns(
                new CampaignId(campaignId),
                stated.campaign(),
                stated.reason(),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    @PostMapping("/{campaignId}/unmerge")
    @Operation(
            operationId = "unmergeCampaigns",
            summary = "統合を取り消す",
            description =
                    "Lets a merged campaign stand for itself again. Each holds what it held; what was linked since"
                            + " stays with this one, and what was unlinked since comes back to neither.")
    Reached unmerge(
            @PathVariable UUID campaignId,
            @Schema(implementation = MergeForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        MergeForm.Stated stated = MergeForm.read(body);
        return send(new UnmergeCampaigns(
                new CampaignId(campaignId),
                stated.campaign(),
                stated.reason(),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    @PostMapping("/{campaignId}/split")
    @Operation(
            operationId = "splitCampaign",
            summary = "分割する",
            description = "Makes some of a campaign's threads a campaign of their own.")
    Begun split(
            @PathVariable UUID campaignId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Schema(implementation = SplitForm.class) @RequestBody JsonNode body,
            Viewer viewer) {
        AuthorityCode authority = authority(viewer);
        CampaignId split = id(authority, key);
        SplitForm.Stated stated = SplitForm.read(body);
        Reached reached = send(new SplitCampaign(
                new CampaignId(campaignId),
                split,
                stated.wording(),
                stated.tlp(),
                stated.threads(),
                stated.reason(),
                authority,
                viewer.identity(),
                clock.instant()));
        return new Begun(split.value(), reached.position());
    }

    @PostMapping("/{campaignId}/close")
    @Operation(
            operationId = "closeCampaign",
            summary = "攻撃キャンペーンを終結する",
            description = "Nothing more is linked, unlinked, merged or split; it can be read as before.")
    Reached close(
            @PathVariable UUID campaignId,
            @Schema(implementation = CampaignReasonForm.class) @RequestBody(required = false) @Nullable JsonNode body,
            Viewer viewer) {
        return send(new CloseCampaign(
                new CampaignId(campaignId),
                CampaignReasonForm.read(body),
                authority(viewer),
                viewer.identity(),
                clock.instant()));
    }

    private Reached send(CampaignCommand command) {
        return dispatch.to("thread", command.campaign().toString(), command, command.by());
    }

    private static AuthorityCode authority(Viewer viewer) {
        return viewer.authority().orElseThrow();
    }

    private static CampaignId id(AuthorityCode authority, @Nullable String key) {
        return IdempotencyKey.optional(key)
                .map(given -> CampaignId.of(authority, given))
                .orElseGet(() -> new CampaignId(UUID.randomUUID()));
    }

    /**
     * Nobody links what it may not know of; that it is there is not told either. What a campaign holds beside a ministry's
     * own it knows of and may propose, without learning more of it.
     */
    private void requireKnown(List<ThreadId> threads, Viewer viewer) {
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", threads.stream().map(ThreadId::toString).toList());
        Map<ThreadId, Circle> circles = new HashMap<>();
        for (ThreadId thread : threads) {
            ThreadState.find(events.getOrDefault(thread.toString(), List.of()))
                    .ifPresent(state -> circles.put(thread, state.circleNow()));
        }
        progress.reach(CampaignProjection.NAME, null);
        Map<ThreadId, Circle> known = companionship.beside(circles);
        for (ThreadId thread : threads) {
            Circle circle = known.get(thread);
            if (circle == null || !Disclosure.of(viewer, circle).extent().showsExistence()) {
                throw new Refused(
                        Reason.THREAD_UNKNOWN, "threadId", thread, "閲覧できる事案", "a thread that the caller may know of");
            }
        }
    }
}
