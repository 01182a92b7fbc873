package noroshi.gateway.consumer;

import java.util.Map;
import java.util.Set;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.Partition;
import org.springframework.dao.DataAccessException;

/** 読取位置. Where each partition is to be read on; kept beside the ledger, so that a restored one rewinds it too. */
interface Offsets {

    /**
     * The bookmarks known; none for a partition never read.
     *
     * @throws DataAccessException if the database is away
     */
    Map<Partition, Bookmark> load(Set<Partition> partitions);

    /**
     * Moves these forward, all or none; one that is further already stays, unless it is another incarnation's.
     *
     * @throws DataAccessException if the database is away
     */
    void save(Map<Partition, Bookmark> bookmarks);
}
