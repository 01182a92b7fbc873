package noroshi.core.asset;

import java.time.Instant;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import org.axonframework.messaging.commandhandling.annotation.Command;

/** 資産届出の申請. What can be asked of an operator's notifications. */
public sealed interface AssetCommand {

    OperatorSlug operator();

    /**
     * 届出・変更の届出. Let this be notified of the asset: the first time, changed, or with the last day of its use; it
     * changes nothing when said again.
     *
     * @param by who asks, as the text of their identity
     */
    @Command(namespace = "noroshi", name = "NotifyAsset", version = "1")
    record NotifyAsset(OperatorSlug operator, AssetStatement statement, String by, Instant at)
            implements AssetCommand {}

    /** 届出の受領. An authority has received the notification as it stands. */
    @Command(namespace = "noroshi", name = "RecordAssetReceipt", version = "1")
    record RecordAssetReceipt(OperatorSlug operator, AssetNumber number, AuthorityCode authority, String by, Instant at)
            implements AssetCommand {}

    /** 届出期限の告知. Let the record say what of the operator's deadlines approaches or has passed by now. */
    @Command(namespace = "noroshi", name = "TellAssetDeadlines", version = "1")
    record TellAssetDeadlines(OperatorSlug operator, Instant at) implements AssetCommand {}
}
