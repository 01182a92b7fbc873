package noroshi.core.asset;

import java.util.UUID;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.NamedUuid;

/** 資産識別子. The id of an asset, derived from its operator and that operator's number for it, which it does not tell. */
public record AssetId(UUID value) {

    public static AssetId of(OperatorSlug operator, AssetNumber number) {
        return new AssetId(NamedUuid.of("asset", operator.value(), number.value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
