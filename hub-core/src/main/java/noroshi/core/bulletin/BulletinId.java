package noroshi.core.bulletin;

import java.util.UUID;

/** 情報提供番号. The id of a bulletin; it tells nothing of what the bulletin draws on. */
public record BulletinId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
