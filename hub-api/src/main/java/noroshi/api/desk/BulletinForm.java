package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.Indicator;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 情報提供の案. */
@Schema(
        description =
                "情報提供の案. Title and text may be left out where it draws on threads: then the hub states what may be"
                        + " told of them.",
        example =
                "{\"threads\": [\"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"], \"sectors\": [\"HEALTHCARE\"], \"tlp\": \"AMBER\"}")
record BulletinForm(
        @Schema(description = "出典. The threads it draws on, at most 50; none where it rests on something else.")
        @Nullable List<UUID> threads,

        @Schema(
                description = "The top-level sectors it is for.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"HEALTHCARE\"]")
        List<String> sectors,

        @Schema(description = "CLEAR, GREEN or AMBER.", requiredMode = Schema.RequiredMode.REQUIRED, example = "AMBER")
        Tlp tlp,

        @Schema(description = "件名.", maxLength = 200, example = "ランサムウェアによる業務停止") @Nullable String title,

        @Schema(description = "内容.", maxLength = 20000) @Nullable String text,

        @Schema(description = "対策.", maxLength = 20000, example = "VPN 装置の更新と多要素認証の適用") @Nullable String countermeasures,

        @Schema(
                description =
                        "Indicators of the attack, never of its victim. Left out with the text, the hub states them.")
        @Nullable List<StatedIndicator> indicators,

        @Schema(description = "訓練. Goes to what is a drill's, and there alone.") @Nullable Boolean exercise,

        @Schema(
                description =
                        "AT_ONCE where left out. STEPWISE: the ministry relays it to the CEPTOAR, and that to the operators.")
        @Nullable Relay relay,

        @Schema(
                description =
                        "改案のもとの版. Of a redraft, required: the revision that was read. Another one since is refused with 409."
                                + " Of a first draft, none.",
                minimum = "1")
        @Nullable Integer replaces) {

    private static final int MOST_THREADS = 50;

    /** インディケータ. */
    @Schema(name = "BulletinIndicator")
    record StatedIndicator(
            @Schema(example = "domain-name") String type,
            @Schema(example = "c2.example.net") String value) {}

    /** What a body states. A content without a text is the hub's to suggest. */
    record Stated(
            List<ThreadId> threads,
            List<SectorCode> sectors,
            Tlp tlp,
            @Nullable String title,
            @Nullable String text,
            @Nullable String countermeasures,
            @Nullable List<Indicator> indicators,
            boolean exercise,
            Relay relay,
            @Nullable Integer replaces) {}

    /**
     * Reads the body of a first draft.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, BulletinForm.class);
        items.requireThat(!body.hasNonNull("replaces"), "replaces", "なし (最初の案のため)", "nothing, for it is a first draft");
        return read(body, items, null);
    }

    /**
     * Reads the body of a redraft, which names the revision that it replaces.
     *
     * @throws Unacceptable with every fault
     */
    static Stated readRedraft(JsonNode body) {
        var items = JsonItems.of(body, BulletinForm.class);
        return read(body, items, items.number("replaces", 1, Integer.MAX_VALUE));
    }

    private static Stated read(JsonNode body, JsonItems items, @Nullable Integer replaces) {
        List<ThreadId> threads = body.hasNonNull("threads")
                ? items.values("threads", text -> new ThreadId(UUID.fromString(text)), "UUID", "a UUID")
                : List.of();
        List<SectorCode> sectors = items.values("sectors", SectorCode::new, "分野コード", "a sector's code");
        Tlp tlp = items.choice("tlp", Tlp.class);
        String title = items.optionalText("title");
        String text = items.optionalText("text");
        String countermeasures = items.optionalText("countermeasures");
        List<Indicator> indicators = indicators(items, body);
        boolean exercise = items.optionalFlag("exercise");
        Relay relay = items.optionalValue("relay", Relay::valueOf, "AT_ONCE, STEPWISE", "AT_ONCE, STEPWISE");
        boolean isSuggested = text == null && threads != null && !threads.isEmpty();
        items.requireThat(
                isSuggested || text != null,
                "text",
                "出典 (threads) のない案では必須の項目",
                "a required item where no thread is drawn on");
        items.requireThat(
                isSuggested || title != null, "title", "text のある案では必須の項目", "a required item where there is a text");
        items.requireThat(
                threads == null || threads.size() <= MOST_THREADS,
                "threads",
                "%d 件以内".formatted(MOST_THREADS),
                "at most %d".formatted(MOST_THREADS));
        items.requireNoFault();
        return new Stated(
                Read.of(threads).stream().distinct().toList(),
                Read.of(sectors).stream().distinct().toList(),
                Read.of(tlp),
                title,
                text,
                countermeasures,
                indicators,
                exercise,
                Objects.requireNonNullElse(relay, Relay.AT_ONCE),
                replaces);
    }

    private static @Nullable List<Indicator> indicators(JsonItems items, JsonNode body) {
        if (!body.hasNonNull("indicators")) {
            return null;
        }
        var all = new ArrayList<Indicator>();
        for (JsonItems one : items.objects("indicators", StatedIndicator.class)) {
            String type = one.text("type");
            String value = one.text("value");
            if (type != null && value != null) {
                all.add(new Indicator(type, value));
            }
        }
        return all;
    }
}
