package noroshi.api.view.candidate;

import java.util.Optional;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.sharing.Viewer;

/** 取込みインディケータ. What came in with bulletins, as far as a viewer is told of it. */
@FunctionalInterface
public interface ImportedIndicators {

    /** None, where there is nothing to tell of. */
    ImportedIndicators NONE = (_, _) -> Optional.empty();

    /** What came in with a bulletin, each indicator that the viewer may read; empty if it may not read the bulletin. */
    Optional<Imported> told(Viewer viewer, BulletinId bulletin);
}
