package noroshi.core.asset;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.asset.AssetCommand.NotifyAsset;
import noroshi.core.asset.AssetCommand.RecordAssetReceipt;
import noroshi.core.asset.AssetCommand.TellAssetDeadlines;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetDeadlineApproaching;
import noroshi.core.asset.AssetEvent.AssetDeadlineMissed;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetReceiptRecorded;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.asset.AssetEvent.OfAsset;
import noroshi.core.deadline.Tokyo;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.Obligation.Told;
import noroshi.core.obligation.ObligationId;
import noroshi.core.obligation.Telling;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;

/**
 * 特定重要電子計算機の届出 (サイバー対処能力強化法 art. 4). All that a decision on an operator's notifications rests on, and
 * what follows from it.
 *
 * @param told what the record says of the deadlines of obligations
 */
public record AssetNotifications(Operator operator, Scope scope, Assets assets, Map<ObligationId, Tell> told) {

    /** 告知済. What is told of one obligation's deadline; of another deadline nothing is told yet. */
    record Tell(Told told, Instant dueBefore) {}

    public AssetNotifications {
        told = Map.copyOf(told);
    }

    /** Before anything happened. */
    public static final AssetNotifications NONE =
            new AssetNotifications(Operator.UNREGISTERED, Scope.shipped(), Assets.NONE, Map.of());

    public AssetNotifications after(OperatorEvent event) {
        return new AssetNotifications(Operator.evolve(operator, event), scope, assets, told);
    }

    public AssetNotifications after(ScopeEvent event) {
        return new AssetNotifications(operator, ScopeEvent.evolve(scope, event), assets, told);
    }

    public AssetNotifications after(AssetEvent event) {
        return switch (event) {
            case OfAsset it -> new AssetNotifications(operator, scope, assets.after(it), told);
            case AssetDeadlineApproaching it -> telling(it.obligations(), new Tell(Told.APPROACHING, it.dueBefore()));
            case AssetDeadlineMissed it -> telling(it.obligations(), new Tell(Told.PASSED, it.at()));
        };
    }

    private AssetNotifications telling(List<ObligationId> obligations, Tell what) {
        var all = new HashMap<>(told);
        obligations.forEach(obligation -> all.put(obligation, what));
        return new AssetNotifications(operator, scope, assets, all);
    }

    /** What the operator owes, has met or owed once, in no particular order; nothing of one that is in no register. */
    public List<AssetObligation> obligations() {
        return switch (operator) {
            case Operator.Registered(var entry) ->
                new AssetObligations(entry, scope, assets)
                        .all().stream().map(this::told).toList();
            case Operator.Unregistered _ -> List.of();
        };
    }

    private AssetObligation told(AssetObligation owed) {
        Obligation obligation = owed.obligation();
        Tell tell = told.get(obligation.id());
        return tell == null
                        || !tell.dueBefore().equals(obligation.duty().deadline().dueBefore())
                ? owed
                : new AssetObligation(owed.business(), owed.asset(), owed.owed(), obligation.told(tell.told()));
    }

    /** From when on there is something new to tell of a deadline, or null where there is nothing. */
    public @Nullable Instant toBeToldFrom() {
        return obligations().stream()
                .flatMap(owed -> Optional.ofNullable(owed.toBeToldFrom()).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
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
            case TellAssetDeadlines tell -> told(tell);
        };
    }

    private List<AssetEvent> told(TellAssetDeadlines tell) {
        List<Obligation> owed = obligations().stream()
                .filter(one -> one.owed().contains(Tokyo.dayOf(tell.at())))
                .map(AssetObligation::obligation)
                .toList();
        return Telling.of(owed, tell.at()).entrySet().stream()
                .map(telling -> told(tell.operator(), telling.getKey(), telling.getValue()))
                .toList();
    }

    private static AssetEvent told(OperatorSlug operator, Telling telling, List<ObligationId> obligations) {
        return telling.told() == Told.APPROACHING
                ? new AssetDeadlineApproaching(
                        operator, telling.authority(), obligations, telling.dueBefore(), telling.occurredAt())
                : new AssetDeadlineMissed(operator, telling.authority(), obligations, telling.occurredAt());
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
