package noroshi.api.taxii;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import noroshi.api.export.stix.Lines;
import noroshi.api.export.stix.StixId;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;

/**
 * 収集の一覧. One for each sector and business that ever was in force, one for what no rule could place, and of each a twin
 * for drills, which is listed only to who asks for drills.
 */
final class Collections {

    private final Supplier<Scope> scope;

    /** @param scope the scope of protection, with all its revisions */
    Collections(Supplier<Scope> scope) {
        this.scope = scope;
    }

    /** 収集. What holds one line's objects. */
    record Collection(String line, String name, boolean exercise) {

        String id() {
            return StixId.named("collection|" + alias()).toString();
        }

        String alias() {
            return exercise ? "exercise-" + line : line;
        }
    }

    /** Those that the viewer may ask: a CEPTOAR its own sector's. */
    List<Collection> of(Viewer viewer, boolean exercise) {
        var collections = new ArrayList<Collection>();
        Lines.names(scope.get()).forEach((line, name) -> {
            if (viewer.role() != Role.CEPTOAR || line.equals(viewer.organisation())) {
                collections.add(new Collection(line, name, exercise));
            }
        });
        return collections;
    }

    /** The one of that id or alias; empty where there is none that the viewer may ask. */
    Optional<Collection> find(Viewer viewer, String id) {
        var all = new ArrayList<>(of(viewer, false));
        all.addAll(of(viewer, true));
        return all.stream()
                .filter(one -> one.id().equals(id) || one.alias().equals(id))
                .findFirst();
    }
}
