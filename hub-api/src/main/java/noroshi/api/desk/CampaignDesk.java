package noroshi.api.desk;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import noroshi.api.view.ThreadState;
import noroshi.core.Fault;
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
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import noroshi.web.UnreadableParameters;
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

    private static final String CAMPAIGN_ID = "攻撃キャンペーン番号. The campaign's id, as its beginning was answered with.";
    private static final String EXAMPLE_ID = "5b0e8f3c-1d72-8a46-b9e3-0f4c6d2a7e81";
    private static final String KEY =
            "冪等キー. The same key and body again begin nothing new; without a key each request begins a campaign.";
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final Ledger ledger;
    private final Dispatch dispatch;
    private final InstantSource clock;

    public CampaignDesk(Ledger ledger, Dispatch dispatch, InstantSource clock) {
        this.ledger = ledger;
        this.dispatch = dispatch;
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
            @Parameter(description = KEY) @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "宣言・提案. What is said of the campaign.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CampaignForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "declare",
                                                            summary = "2つの事案を1つの攻撃とする",
                                                            value = CampaignForm.EXAMPLE)))
                    @RequestBody
                    JsonNode body,
            Viewer viewer) {
        AuthorityCode authority = authority(viewer);
        CampaignId campaign = id(authority, key);
        Statement statement = CampaignForm.read(body);
        requireKnown(statement.threads(), viewer);
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
    Reached accept(
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId, Viewer viewer) {
        return send(
                new AcceptProposal(new CampaignId(campaignId), authority(viewer), viewer.identity(), clock.instant()));
    }

    @PostMapping("/{campaignId}/decline")
    @Operation(
            operationId = "declineProposal",
            summary = "提案を採用しない",
            description = "Declines a proposal; it stays on record for its proposer and the national office.")
    Reached decline(
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "不採用の理由. Why.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CampaignReasonForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "decline",
                                                            summary = "共通点がない",
                                                            value = "{\"reason\": \"送信元に共通点がないため\"}")))
                    @RequestBody
                    JsonNode body,
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
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "名寄せ. The thread.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = LinkForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "link",
                                                            summary = "同じ送信元の事案を加える",
                                                            value =
                                                                    "{\"threadId\": \"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\", \"reason\": \"同じ送信元 203.0.113.7\"}")))
                    @RequestBody
                    JsonNode body,
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
    Reached unlink(
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @PathVariable UUID threadId,
            Viewer viewer) {
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
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "統合. The other campaign.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = MergeForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "merge",
                                                            summary = "指令サーバーが同じ",
                                                            value =
                                                                    "{\"campaignId\": \"2f6b1d08-93c4-8e57-a1d0-6c7f0e3b5a92\", \"reason\": \"指令サーバーが同一\"}")))
                    @RequestBody
                    JsonNode body,
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
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "統合の取消し. The other campaign.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = MergeForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "unmerge",
                                                            summary = "別の主体と判明した",
                                                            value =
                                                                    "{\"campaignId\": \"2f6b1d08-93c4-8e57-a1d0-6c7f0e3b5a92\", \"reason\": \"別の主体と判明\"}")))
                    @RequestBody
                    JsonNode body,
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
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @Parameter(description = KEY) @RequestHeader(name = KEY_HEADER, required = false) @Nullable String key,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "分割. The threads that leave, and the campaign that they are.",
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = SplitForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "split",
                                                            summary = "手口の異なる事案を分ける",
                                                            value = SplitForm.EXAMPLE)))
                    @RequestBody
                    JsonNode body,
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
            @Parameter(description = CAMPAIGN_ID, example = EXAMPLE_ID) @PathVariable UUID campaignId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "終結の理由. Why, if it is to be said.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CampaignReasonForm.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "close",
                                                            summary = "攻撃が止んだ",
                                                            value = "{\"reason\": \"攻撃が止んで30日を経たため\"}")))
                    @RequestBody(required = false)
                    @Nullable JsonNode body,
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
        if (key == null || key.isBlank()) {
            return new CampaignId(UUID.randomUUID());
        }
        if (key.length() > LONGEST_KEY) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID,
                    KEY_HEADER,
                    key.length(),
                    LONGEST_KEY + " 字以内",
                    "at most " + LONGEST_KEY + " characters")));
        }
        return CampaignId.of(authority, key);
    }

    /** Nobody links what it may not know of; that it is there is not told either. */
    private void requireKnown(List<ThreadId> threads, Viewer viewer) {
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", threads.stream().map(ThreadId::toString).toList());
        for (ThreadId thread : threads) {
            boolean known = ThreadState.find(events.getOrDefault(thread.toString(), List.of()))
                    .filter(state ->
                            Disclosure.of(viewer, state.circleNow()).extent().showsExistence())
                    .isPresent();
            if (!known) {
                throw new Refused(
                        Reason.THREAD_UNKNOWN, "threadId", thread, "閲覧できる事案", "a thread that the caller may know of");
            }
        }
    }
}
