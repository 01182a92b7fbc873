package noroshi.gateway.delivery;

import com.google.common.base.Suppliers;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Dossier;
import noroshi.ledger.RecordedEvent;

/** 分野の読者. Those whom a sector's topic is for, as the record had the scope of protection at each of its places. */
final class SectorReaders {

    private final Supplier<NavigableMap<Long, Scope>> scopes;

    /** @param scope all events of the scope, in order; asked for once at most */
    SectorReaders(Supplier<List<RecordedEvent>> scope) {
        this.scopes = Suppliers.memoize(() -> scopes(scope.get()));
    }

    /** Whether all of them may read the words of a thread that its label does not deny them. */
    boolean allRead(String sector, Dossier dossier, RecordedEvent at) {
        // a sector's CEPTOAR reads no topic of it, so which sectors are affected does not matter
        Circle circle = Circle.of(dossier, List.of(), dossier::reaches);
        return circle.onward().passing() == Passing.FREE
                || readers(new SectorCode(sector), at)
                        .allMatch(
                                reader -> Disclosure.of(reader, circle).extent().showsContent());
    }

    private Stream<Viewer> readers(SectorCode sector, RecordedEvent at) {
        LocalDate day = Tokyo.dayOf(at.recordedAt());
        return Stream.concat(Stream.of(AuthorityCode.NCO), scopeAt(at.position()).competentFor(sector, day).stream())
                .map(SectorReaders::viewer);
    }

    /** The scope as it was from each position on. */
    private static NavigableMap<Long, Scope> scopes(List<RecordedEvent> events) {
        var scopes = new TreeMap<Long, Scope>();
        scopes.put(0L, Scope.shipped());
        for (RecordedEvent recorded : events) {
            if (recorded.payload() instanceof ScopeEvent event) {
                scopes.put(
                        recorded.position(),
                        ScopeEvent.evolve(scopes.lastEntry().getValue(), event));
            }
        }
        return scopes;
    }

    private Scope scopeAt(long position) {
        return scopes.get().floorEntry(position).getValue();
    }

    /** The authority as a whole: rights at the broker go to no officer. The register may name any as competent. */
    private static Viewer viewer(AuthorityCode authority) {
        String identity = authority.value();
        return authority
                .policedPrefecture()
                .map(prefecture -> new Viewer(Role.POLICE, prefecture, null, identity))
                .orElseGet(() -> new Viewer(
                        Viewer.isMinistry(identity) ? Role.MINISTRY : Role.valueOf(identity),
                        identity,
                        null,
                        identity));
    }
}
