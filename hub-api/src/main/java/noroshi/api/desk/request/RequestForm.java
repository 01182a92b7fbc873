package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestFacts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 要請. */
@Schema(description = "要請. What is asked of whom, and until when.", example = RequestForm.EXAMPLE)
record RequestForm(
        @Schema(
                description = "宛先. The codes of the authorities that are asked; each learns of no other.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"MLIT\", \"METI\"]")
        List<String> ministries,

        @Schema(
                description = "件名. 200 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "VPN 装置の利用状況")
        String title,

        @Schema(
                description = "本文. 20,000 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "所管事業者の利用状況を回答されたい")
        String text,

        @Schema(description = "共有範囲. Of what is asked.", requiredMode = Schema.RequiredMode.REQUIRED, example = "AMBER")
        Tlp tlp,

        @Schema(
                description = "回答期限. The first instant that is too late.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-11T09:00:00+09:00")
        OffsetDateTime dueBefore,

        @Schema(
                description = "Whether a ministry may pass it on to operators of its sectors; `tlp` is AMBER or wider"
                        + " then.")
        @Nullable Boolean onward,

        @Schema(description = "訓練.") @Nullable Boolean exercise,

        @Schema(
                description = "対象の事案. Those that an addressee may know of are shown to it; 50 at most.",
                example = "[\"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"]")
        @Nullable List<UUID> threadIds,

        @Schema(description = "対象の攻撃キャンペーン; 50 at most.") @Nullable List<UUID> campaignIds,

        @Schema(description = "対象の情報提供; 50 at most.") @Nullable List<UUID> bulletinIds) {

    static final String EXAMPLE = """
            {"ministries": ["MLIT", "METI"], "title": "VPN 装置の利用状況", "text": "所管事業者の利用状況を回答されたい",\
             "tlp": "AMBER", "dueBefore": "2026-11-11T09:00:00+09:00", "onward": true}""";

    private static final int MOST_MINISTRIES = 200;
    private static final int MOST_SUBJECTS = 50;

    /** What was stated. */
    record Stated(RequestFacts facts, RequestContent content) {}

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, RequestForm.class);
        List<AuthorityCode> ministries = items.values("ministries", AuthorityCode::new, "機関コード", "an authority's code");
        if (ministries != null && ministries.size() > MOST_MINISTRIES) {
            items.tooMany("ministries", ministries.size(), MOST_MINISTRIES);
        }
        String title = RequestItems.text(items, "title", RequestItems.LONGEST_TITLE);
        String text = RequestItems.text(items, "text", RequestItems.LONGEST_TEXT);
        Tlp tlp = items.choice("tlp", Tlp.class);
        Instant dueBefore = RequestItems.instant(items, "dueBefore");
        boolean onward = items.optionalFlag("onward");
        boolean exercise = items.optionalFlag("exercise");
        List<UUID> threads = subjects(items, body, "threadIds");
        List<UUID> campaigns = subjects(items, body, "campaignIds");
        List<UUID> bulletins = subjects(items, body, "bulletinIds");
        items.requireNoFault();
        var facts = new RequestFacts(
                List.copyOf(new LinkedHashSet<>(Read.of(ministries))),
                threads.stream().map(ThreadId::new).toList(),
                campaigns.stream().map(CampaignId::new).toList(),
                bulletins.stream().map(BulletinId::new).toList(),
                Read.of(tlp),
                exercise,
                onward,
                Read.of(dueBefore));
        return new Stated(facts, new RequestContent(Read.of(title), Read.of(text)));
    }

    private static List<UUID> subjects(JsonItems items, JsonNode body, String name) {
        return RequestItems.ids(items, name, body.hasNonNull(name), MOST_SUBJECTS);
    }
}
