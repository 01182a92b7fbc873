package noroshi.api.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.candidate.ImportedIndicators;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.sharing.Viewer;

/** 取込みインディケータ, as the bulletins show them to the viewer. */
public final class KnownIndicators implements ImportedIndicators {

    private final BulletinQuery bulletins;

    public KnownIndicators(BulletinQuery bulletins) {
        this.bulletins = bulletins;
    }

    @Override
    public Map<BulletinId, Imported> told(Viewer viewer, List<BulletinId> those) {
        var told = new HashMap<BulletinId, Imported>();
        bulletins.told(viewer, those).forEach((id, content) -> {
            Imported imported = content.imported();
            if (imported != null) {
                told.put(id, imported);
            }
        });
        return told;
    }
}
