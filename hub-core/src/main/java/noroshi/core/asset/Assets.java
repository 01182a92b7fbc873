package noroshi.core.asset;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetReceiptRecorded;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.asset.AssetEvent.OfAsset;
import noroshi.core.register.OperatorSlug;
import org.jspecify.annotations.Nullable;

/** 届出済の資産. All that one operator has notified. */
public record Assets(Map<AssetId, Asset> byId) {

    public static final Assets NONE = new Assets(Map.of());

    public Assets {
        byId = Map.copyOf(byId);
    }

    public Optional<Asset> asset(AssetId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether the operator uses a 特定重要電子計算機 on a day, by what it has notified itself. */
    public boolean inUseOn(LocalDate day) {
        return byId.values().stream().anyMatch(asset -> asset.isInUseOn(day));
    }

    /** Whether the operator uses on a day what it has notified under a number; not where that is no number at all. */
    public boolean inUseOn(LocalDate day, OperatorSlug operator, String number) {
        return AssetNumber.read(number)
                .flatMap(read -> asset(AssetId.of(operator, read)))
                .filter(asset -> asset.isInUseOn(day))
                .isPresent();
    }

    public Assets after(OfAsset event) {
        Asset next = evolve(byId.get(event.asset()), event);
        if (next == null) {
            return this;
        }
        var all = new HashMap<>(byId);
        all.put(event.asset(), next);
        return new Assets(all);
    }

    /** One asset after an event; null before it is notified. */
    public static @Nullable Asset evolve(@Nullable Asset asset, OfAsset event) {
        return switch (event) {
            case AssetNotified it ->
                new Asset(it.operator(), it.facts(), it.particulars(), it.duty(), null, it.at(), null, Map.of());
            case AssetChanged it ->
                asset == null ? null : asset.changed(it.facts(), it.particulars(), it.duty(), it.at());
            case AssetUseEnded it -> asset == null ? null : asset.endedOn(it.lastDay(), it.at());
            case AssetReceiptRecorded it -> asset == null ? null : asset.receivedBy(it.authority(), it.at());
        };
    }
}
