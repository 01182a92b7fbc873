package noroshi.core.asset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetReceiptRecorded;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.deadline.Tokyo;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;

/**
 * 特定重要電子計算機の届出 (サイバー対処能力強化法 art. 4). All that a decision on an operator's notifications rests on, and
 * what follows from it.
 */
public record AssetNotifications(Operator operator, Scope scope, Assets assets) {

    /** Before anything happened. */
    public static final AssetNotifications NONE =
            new AssetNotifications(Operator.UNREGISTERED, Scope.shipped(), Assets.NONE);

    public AssetNotifications after(OperatorEvent event) {
        return new AssetNotifications(Operator.evolve(operator, event), scope, assets);
    }

    public AssetNotifications after(ScopeEvent event) {
        return new AssetNotifications(operator, ScopeEvent.evolve(scope, event), assets);
    }

    public AssetNotifications after(AssetEvent event) {
        return new AssetNotifications(operator, scope, assets.after(event));
    }

    /**
     * What follows from {@code command}; none where it is recorded so already.
     *
     * @throws Refused with the first fault of a statement, or if the asset is unknown or the authority not competent
     */
    public List<AssetEvent> decide(AssetCommand command) {
        return switch (command) {
            case NotifyAsset notify -> notified(notify);
            case RecordAssetReceipt receipt -> received(receipt);
        };
    }

    private List<AssetEvent> notified(NotifyAsset command) {
        OperatorEntry entry = registered(command.operator());
        AssetStatement statement = command.statement();
        LocalDate today = Tokyo.dayOf(command.at());
        AssetRules.require(statement, entry, today);
        var id = AssetId.of(command.operator(), statement.particulars().number());
        AssetDuty duty = duty(statement, entry, today);
        List<AssetEvent> events = new ArrayList<>();
        Asset known = assets.asset(id).orElse(null);
        if (known == null) {
            events.add(new AssetNotified(
                    id,
                    command.operator(),
                    statement.facts(),
                    statement.particulars(),
                    duty,
                    command.by(),
                    command.at()));
        } else if (!known.facts().equals(statement.facts())
                || !statement.particulars().equals(known.particulars())) {
            events.add(new AssetChanged(
                    id,
                    command.operator(),
                    statement.facts(),
                    statement.particulars(),
                    duty,
                    AssetDuties.ofChange(today),
                    command.by(),
                    command.at()));
        }
        LocalDate ended = known == null ? null : known.lastDay();
        LocalDate lastDay = statement.lastDay();
        if (lastDay == null && ended != null) {
            // a use that has ended may have stood in a decision; what is used again is a further asset
            throw new Refused(Reason.INVALID, "lastDay", "null", ended.toString(), ended.toString());
        }
        if (lastDay != null && !lastDay.equals(ended)) {
            events.add(new AssetUseEnded(
                    id, command.operator(), lastDay, AssetDuties.ofEnd(today), command.by(), command.at()));
        }
        return events;
    }

    private static AssetDuty duty(AssetStatement statement, OperatorEntry entry, LocalDate today) {
        AssetFacts facts = statement.facts();
        LocalDate designatedOn = AssetRules.designation(entry, facts.business(), today)
                .orElseThrow()
                .from();
        return AssetDuties.ofIntroduction(
                facts.introducedOn(), designatedOn, statement.particulars().product());
    }

    private List<AssetEvent> received(RecordAssetReceipt command) {
        var id = AssetId.of(command.operator(), command.number());
        Asset known = assets.asset(id)
                .orElseThrow(() -> new Refused(
                        Reason.ASSET_UNKNOWN, "asset", command.number(), "届出済の資産番号", "the number of a notified asset"));
        LocalDate today = Tokyo.dayOf(command.at());
        if (!AssetRules.ministers(scope, known.facts().business(), today).contains(command.authority())) {
            throw new Refused(
                    Reason.NOT_COMPETENT,
                    "authority",
                    command.authority(),
                    "%s の所管大臣".formatted(known.facts().business()),
                    "a competent minister of %s".formatted(known.facts().business()));
        }
        return known.isReceivedBy(command.authority())
                ? List.of()
                : List.of(new AssetReceiptRecorded(
                        id, command.operator(), command.authority(), command.by(), command.at()));
    }

    private OperatorEntry registered(OperatorSlug slug) {
        return switch (operator) {
            case Operator.Registered(var entry) -> entry;
            case Operator.Unregistered _ ->
                throw new Refused(Reason.OPERATOR_UNKNOWN, "operator", slug, "登録のある事業者", "an operator in the register");
        };
    }
}
