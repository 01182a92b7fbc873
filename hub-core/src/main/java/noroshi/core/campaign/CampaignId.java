package noroshi.core.campaign;

import java.util.UUID;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.NamedUuid;

/** 攻撃キャンペーン番号. The id of a campaign. */
public record CampaignId(UUID value) {

    /** The campaign that an authority began under a key of its own: begun again under that key it is the same. */
    public static CampaignId of(AuthorityCode authority, String key) {
        return new CampaignId(NamedUuid.of("campaign", authority.value(), key));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
