package noroshi.core.mode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.deadline.Tokyo;
import noroshi.core.mode.ModeCommand.SwitchMode;
import noroshi.core.mode.ModeEvent.ModeSwitched;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/**
 * 現在の態勢. Where it is large-scale, and since when; everywhere else it is normal.
 *
 * @param nation since when the whole nation's is, or null
 * @param sectors the sectors of which it was said apart, each since when; they stay so until the nation's is normal again,
 *     or theirs
 */
public record Modes(@Nullable Instant nation, Map<SectorCode, Instant> sectors) {

    /** 通常時. */
    public static final Modes NORMAL = new Modes(null, Map.of());

    public Modes {
        sectors = Map.copyOf(sectors);
    }

    /** Since when it is large-scale for what touches those sectors, or empty where it is not. */
    public Optional<Instant> largeScaleSince(Collection<SectorCode> touched) {
        return Stream.concat(
                        Stream.ofNullable(nation),
                        touched.stream().map(sectors::get).filter(Objects::nonNull))
                .min(Instant::compareTo);
    }

    /** Whether it is large-scale in a sector. */
    public boolean isLargeScale(SectorCode sector) {
        return nation != null || sectors.containsKey(sector);
    }

    /** The mode after an event. */
    public Modes after(ModeEvent event) {
        return switch (event) {
            case ModeSwitched it ->
                it.sectors().isEmpty() ? nationwide(it) : new Modes(nation, switched(it.mode(), it.sectors(), it.at()));
        };
    }

    /** What is said of the nation as a whole ends, once it is normal again, what was said of any sector. */
    private Modes nationwide(ModeSwitched event) {
        return switch (event.mode()) {
            case NORMAL -> NORMAL;
            case LARGE_SCALE -> new Modes(nation == null ? event.at() : nation, sectors);
        };
    }

    private Map<SectorCode, Instant> switched(Mode mode, List<SectorCode> named, Instant at) {
        var all = new HashMap<>(sectors);
        for (SectorCode sector : named) {
            switch (mode) {
                case NORMAL -> all.remove(sector);
                case LARGE_SCALE -> all.putIfAbsent(sector, at);
            }
        }
        return all;
    }

    /**
     * What follows from {@code command}; none where it is so already.
     *
     * @throws Refused if a sector is none in force nor set back, or can't be normal while the nation is not
     */
    public List<ModeEvent> decide(ModeCommand command, Scope scope, String tag) {
        return switch (command) {
            case SwitchMode it -> {
                requireSectors(it, scope);
                if (it.mode() == Mode.NORMAL && !it.sectors().isEmpty() && nation != null) {
                    throw new Refused(
                            Reason.INVALID,
                            "sectors",
                            it.sectors(),
                            "なし (全国が大規模障害対応時のため)",
                            "none, for the whole nation's mode is LARGE_SCALE");
                }
                var switched = new ModeSwitched(tag, it.mode(), it.sectors(), it.reason(), it.by(), it.at());
                yield after(switched).equals(this) ? List.of() : List.of(switched);
            }
        };
    }

    /** One that has ended since it was switched can be set back to normal, and nothing else. */
    private void requireSectors(SwitchMode command, Scope scope) {
        LocalDate today = Tokyo.dayOf(command.at());
        for (SectorCode sector : command.sectors()) {
            boolean top = scope.sector(sector, today)
                    .filter(row -> row.parent() == null)
                    .isPresent();
            boolean back = command.mode() == Mode.NORMAL && sectors.containsKey(sector);
            if (!top && !back) {
                throw new Refused(Reason.INVALID, "sectors", sector, "施行中の分野", "a sector in force, no sub-sector");
            }
        }
    }
}
