package noroshi.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import noroshi.api.view.Times;
import noroshi.ledger.ReadLog.Recorded;

/** 閲覧. Who was answered with the words of what. */
@Schema(description = "閲覧. Who was answered with words of what, when and by which operation; never the words.")
record ReadingItem(
        @Schema(description = "The place in the log of readings.", example = "17")
        long position,

        OffsetDateTime at,

        @Schema(description = "The identity that the token names.", example = "ministry:MLIT:tanaka")
        String reader,

        @Schema(example = "MINISTRY") String role,
        @Schema(example = "MLIT") String organisation,

        @Schema(description = "The operation.", example = "GET /v1/timeline")
        String outlet,

        @Schema(
                description =
                        "Whose words the answer held: threads, requests, campaigns, drafts of bulletins, operators whose"
                                + " notified computers were listed, and operators of whom it was counted what they owe.",
                example = "[\"thread:9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"]")
        List<String> subjects,

        @Schema(description = "What binds it to all before it, in hexadecimal.")
        String chain) {

    static ReadingItem of(Recorded recorded) {
        return new ReadingItem(
                recorded.position(),
                Times.inTokyo(recorded.reading().at()),
                recorded.reading().reader(),
                recorded.reading().role(),
                recorded.reading().organisation(),
                recorded.reading().outlet(),
                recorded.reading().subjects(),
                recorded.chain());
    }
}
