package noroshi.api.view.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import noroshi.api.view.Companionship;
import noroshi.api.view.Sight;
import noroshi.api.view.timeline.Arrived.Item;
import noroshi.api.view.timeline.Arrived.Moved;
import noroshi.api.view.timeline.TimelineQuery.Row;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 新着の問合せ. Reads what came to the timeline after a position, once for all who follow it; how much of it each is
 * shown is decided by {@link Arrived}.
 */
public final class Arrivals {

    /** How many positions of the record are read at once. */
    private static final long PAGE = 500;

    private final JdbcClient database;
    private final Companionship companionship;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public Arrivals(JdbcClient database, Companionship companionship, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.companionship = companionship;
        this.maskings = maskings;
    }

    /**
     * How far the timeline may be told of, where it holds {@code position}: a submission belongs to those whom its
     * routing names, which stands next to it in the record and may come to the view in the next round.
     */
    public long settled(long position) {
        boolean unrouted = database.sql("select kind from api.timeline where position = :position")
                .param("position", position)
                .query(String.class)
                .optional()
                .filter(kind -> kind.equals("REPORT_SUBMITTED") || kind.equals("CORRECTION_SUBMITTED"))
                .isPresent();
        return unrouted ? position - 1 : position;
    }

    /** What came after a position, up to {@code head}, or less if that is much. */
    public Arrived after(long position, long head) {
        long end = Math.min(head, position + PAGE);
        Set<UUID> shifted = new HashSet<>(companionship.moved(position, end));
        shifted.addAll(database.sql("""
                        select distinct thread_id from api.timeline_moves where position > :after and position <= :end
                        """)
                .param("after", position)
                .param("end", end)
                .query((row, _) -> thread(row))
                .list());
        var items = new ArrayList<Item>();
        if (!shifted.isEmpty()) {
            items.addAll(database.sql("""
                            select t.*, null as past, %s from api.timeline t
                            where t.thread_id in (:threads) and t.label is not null and t.position <= :after
                              and t.to_position = :open order by t.position
                            """.formatted(Sight.standingOfNobody()))
                    .param("threads", shifted)
                    .param("after", position)
                    .param("open", TimelineProjection.OPEN_END)
                    .query((row, _) -> item(row))
                    .list());
        }
        items.addAll(database.sql("""
                        select t.*, null as past, %s from api.timeline t
                        where t.position > :after and t.position <= :end and t.to_position = :open order by t.position
                        """.formatted(Sight.standingOfNobody()))
                .param("after", position)
                .param("end", end)
                .param("open", TimelineProjection.OPEN_END)
                .query((row, _) -> item(row))
                .list());
        Set<UUID> threads = new HashSet<>();
        items.stream().filter(Item::isOfItsThread).map(Item::thread).forEach(threads::add);
        var circles = new CirclesThen(moves(position, threads), companionship.of(threads));
        return Arrived.of(position, end, items, circles, maskings);
    }

    private Collection<Moved> moves(long position, Set<UUID> threads) {
        if (threads.isEmpty()) {
            return List.of();
        }
        return database.sql("""
                        select m.*, %s from api.timeline_moves m where position > :after and thread_id in (:threads)
                        """.formatted(Sight.standingOfNobody()))
                .param("after", position)
                .param("threads", threads)
                .query((row, _) -> new Moved(
                        row.getLong("position"), thread(row), row.getLong("from_position"), Sight.circle(row)))
                .list();
    }

    private static UUID thread(ResultSet row) throws SQLException {
        return Objects.requireNonNull(row.getObject("thread_id", UUID.class));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(Row.of(row), Set.copyOf(Sight.texts(row, "regimes")), row.getString("label") != null);
    }
}
