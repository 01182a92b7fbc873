package noroshi.api.view.thread;

import java.time.LocalDate;
import java.util.List;
import noroshi.core.asset.Asset;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.AssetNumber;
import noroshi.core.register.OperatorSlug;
import noroshi.ledger.EventJson;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 報告に挙げられた資産. What the register says of the assets that an operator's report names. */
final class NamedAssets {

    private final JdbcClient database;

    NamedAssets(JdbcClient database) {
        this.database = database;
    }

    /**
     * 挙げられた資産.
     *
     * @param number as the report names it
     */
    record NamedAsset(String number, State state) {

        /** 届出の有無. Whether it establishes that a 特定重要電子計算機 is affected. */
        enum State {
            /** 届出済. Notified, and in use on the day of awareness: it does. */
            NOTIFIED,
            /** 使用外. Notified, and not in use on that day. */
            NOT_IN_USE,
            /** 届出なし. Not notified under this number. */
            UNKNOWN
        }
    }

    List<NamedAsset> of(OperatorSlug operator, List<String> numbers, LocalDate awareness) {
        return numbers.stream()
                .map(number -> new NamedAsset(number, state(operator, number, awareness)))
                .toList();
    }

    /** Whether one of them is notified and was in use: it is established then that a 特定重要電子計算機 is affected. */
    boolean establish(OperatorSlug operator, List<String> numbers, LocalDate awareness) {
        return numbers.stream().anyMatch(number -> state(operator, number, awareness) == NamedAsset.State.NOTIFIED);
    }

    private NamedAsset.State state(OperatorSlug operator, String number, LocalDate awareness) {
        return AssetNumber.read(number)
                .flatMap(read -> database.sql("select asset from api.register_asset where asset_id = ?")
                        .param(AssetId.of(operator, read).value())
                        .query((row, _) -> EventJson.mapper().readValue(row.getString("asset"), Asset.class))
                        .optional())
                .map(asset -> asset.isInUseOn(awareness) ? NamedAsset.State.NOTIFIED : NamedAsset.State.NOT_IN_USE)
                .orElse(NamedAsset.State.UNKNOWN);
    }
}
