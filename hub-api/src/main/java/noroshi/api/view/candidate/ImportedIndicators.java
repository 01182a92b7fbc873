package noroshi.api.view.candidate;

import java.util.List;
import java.util.Map;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.sharing.Viewer;

/** 取込みインディケータ. What came in with bulletins, as far as a viewer is told of it. */
@FunctionalInterface
public interface ImportedIndicators {

    /** None, where there is nothing to tell of. */
    ImportedIndicators NONE = (_, _) -> Map.of();

    /** What came in with those of the bulletins that the viewer may read, each indicator that it may read. */
    Map<BulletinId, Imported> told(Viewer viewer, List<BulletinId> bulletins);
}
