package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.Set;
import noroshi.core.report.Consent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 同意の変更. */
@Schema(
        description = "同意の変更. true gives a consent, false takes it back; what is left out stands as it was.",
        example = "{\"policeShare\": true}")
record ConsentForm(
        @Schema(description = "国家サイバー統括室との共有") @Nullable Boolean ncoShare,

        @Schema(description = "警察への相談", example = "true") @Nullable Boolean policeShare,

        @Schema(description = "セプターへの匿名での共有") @Nullable Boolean ceptoarAnonymised,
        @Schema(description = "協議会との共有") @Nullable Boolean councilShare,
        @Schema(description = "JPCERT/CC への連絡") @Nullable Boolean jpcertShare,
        @Schema(description = "IPA への届出") @Nullable Boolean ipaShare) {

    /** What is given and what is taken back. */
    record Stated(Set<Consent> granted, Set<Consent> revoked) {}

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, ConsentForm.class);
        var granted = EnumSet.noneOf(Consent.class);
        var revoked = EnumSet.noneOf(Consent.class);
        for (Consent consent : Consent.values()) {
            Boolean stated = items.statedFlag(consent.item());
            if (stated != null) {
                (stated ? granted : revoked).add(consent);
            }
        }
        items.requireAny(!granted.isEmpty() || !revoked.isEmpty(), "同意の項目を1つ以上", "at least one consent");
        items.requireNoFault();
        return new Stated(granted, revoked);
    }
}
