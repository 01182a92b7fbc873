package noroshi.api.desk;

import java.util.Optional;
import noroshi.api.view.bulletin.BulletinQuery;
import noroshi.api.view.candidate.ImportedIndicators;
import noroshi.core.bulletin.BulletinContent;
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
    public Optional<Imported> told(Viewer viewer, BulletinId bulletin) {
        return bulletins.told(viewer, bulletin).map(BulletinContent::imported);
    }
}
