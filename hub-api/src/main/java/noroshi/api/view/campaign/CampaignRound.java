package noroshi.api.view.campaign;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.SearchText;
import noroshi.api.view.Sight;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Wording;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** 一巡. The statements of one round, and what they touched. */
final class CampaignRound {

    private final String campaigns;
    private final String members;
    private final String authorities;
    private final Connection connection;
    private final Set<UUID> touched = new LinkedHashSet<>();

    /** The tables' names are those of this round's. */
    CampaignRound(String campaigns, String members, String authorities, Connection connection) {
        this.campaigns = campaigns;
        this.members = members;
        this.authorities = authorities;
        this.connection = connection;
    }

    void begin(
            RecordedEvent event,
            CampaignId campaign,
            State state,
            @Nullable Wording wording,
            Tlp label,
            boolean exercise,
            @Nullable AuthorityCode proposer,
            @Nullable CampaignId from)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (campaign_id, state, declared, name, description, label, exercise, proposed_by,
                  split_from, merged_into, began_at, began)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?)
                """.formatted(campaigns))) {
            insert.setObject(1, campaign.value());
            insert.setString(2, state.name());
            insert.setBoolean(3, state == State.DECLARED);
            insert.setString(4, wording == null ? null : SearchText.storable(wording.name()));
            insert.setString(5, storable(wording == null ? null : wording.description()));
            insert.setString(6, label.name());
            insert.setBoolean(7, exercise);
            insert.setString(8, proposer == null ? null : proposer.value());
            insert.setObject(9, from == null ? null : from.value());
            insert.setObject(10, event.occurredAt().atOffset(ZoneOffset.UTC));
            insert.setLong(11, event.position());
            insert.executeUpdate();
        }
        touched.add(campaign.value());
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : SearchText.storable(text);
    }

    void move(CampaignId campaign, State state, @Nullable CampaignId into) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set state = ?, declared = ?, merged_into = ? where campaign_id = ?".formatted(campaigns))) {
            update.setString(1, state.name());
            update.setBoolean(2, isDeclared(state));
            update.setObject(3, into == null ? null : into.value());
            update.setObject(4, campaign.value());
            update.executeUpdate();
        }
        touched.add(campaign.value());
    }

    private static boolean isDeclared(State state) {
        return switch (state) {
            case PROPOSED, DECLINED -> false;
            case DECLARED, MERGED, CLOSED -> true;
        };
    }

    /** Threads are held from here on; one that is held already stays as it is. */
    void add(RecordedEvent event, CampaignId campaign, List<ThreadId> threads) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %1$s (campaign_id, thread_id, linked_at, from_position, to_position,
                  operator, addressees, named, tlp, passing, ceptoars)
                select ?, t, ?, ?, ?, '', '{}', '{}', 'RED', 'CLOSED', '{}' from unnest(?) t
                where not exists (select 1 from %1$s m where m.campaign_id = ? and m.thread_id = t and m.to_position = ?)
                """.formatted(members))) {
            insert.setObject(1, campaign.value());
            insert.setObject(2, event.occurredAt().atOffset(ZoneOffset.UTC));
            insert.setLong(3, event.position());
            insert.setLong(4, CampaignSight.OPEN_END);
            insert.setArray(5, array(threads));
            insert.setObject(6, campaign.value());
            insert.setLong(7, CampaignSight.OPEN_END);
            insert.executeUpdate();
        }
        touched.add(campaign.value());
    }

    void remove(RecordedEvent event, CampaignId campaign, List<ThreadId> threads) throws SQLException {
        end(event, campaign, "thread_id = any(?)", threads);
    }

    void retain(RecordedEvent event, CampaignId campaign, List<ThreadId> threads) throws SQLException {
        end(event, campaign, "thread_id <> all(?)", threads);
    }

    private void end(RecordedEvent event, CampaignId campaign, String which, List<ThreadId> threads)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set to_position = ? where campaign_id = ? and to_position = ? and %s"
                        .formatted(members, which))) {
            update.setLong(1, event.position());
            update.setObject(2, campaign.value());
            update.setLong(3, CampaignSight.OPEN_END);
            update.setArray(4, array(threads));
            update.executeUpdate();
        }
        touched.add(campaign.value());
    }

    /** Those of {@code threads} that a campaign holds, or held. */
    Set<ThreadId> held(Collection<ThreadId> threads) throws SQLException {
        Set<ThreadId> held = new LinkedHashSet<>();
        if (threads.isEmpty()) {
            return held;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct thread_id from %s where thread_id = any(?)".formatted(members))) {
            select.setArray(1, array(threads));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.add(new ThreadId(row.getObject(1, UUID.class)));
                }
            }
        }
        return held;
    }

    /** Puts the circle of a thread where it is held. */
    void circle(ThreadId thread, Circle circle) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("""
                update %1$s set (operator, %2$s) = row(?, %3$s)
                where thread_id = ? and (operator, %2$s) is distinct from (?, %3$s)
                returning campaign_id
                """.formatted(members, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            update.setString(1, circle.operator().value());
            int next = Sight.bind(update, 2, circle);
            update.setObject(next, thread.value());
            update.setString(next + 1, circle.operator().value());
            Sight.bind(update, next + 2, circle);
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    touched.add(row.getObject(1, UUID.class));
                }
            }
        }
    }

    /**
     * Says anew whom each campaign that was touched since reaches, from an event on: nobody while it is not declared, or
     * once it is part of another.
     */
    void authorities(long position) throws SQLException {
        if (touched.isEmpty()) {
            return;
        }
        Array ids = connection.createArrayOf("uuid", touched.toArray());
        String reached = """
                from %s c join %s m using (campaign_id), unnest(m.addressees) a
                where c.campaign_id = any(?) and c.state in ('DECLARED', 'CLOSED') and m.to_position = ?
                """.formatted(campaigns, members);
        try (PreparedStatement end = connection.prepareStatement("""
                update %s set to_position = ?
                where campaign_id = any(?) and to_position = ?
                  and (campaign_id, authority) not in (select c.campaign_id, a %s)
                """.formatted(authorities, reached))) {
            end.setLong(1, position);
            end.setArray(2, ids);
            end.setLong(3, CampaignSight.OPEN_END);
            end.setArray(4, ids);
            end.setLong(5, CampaignSight.OPEN_END);
            end.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %1$s (campaign_id, authority, from_position, to_position)
                select distinct c.campaign_id, a, ?::bigint, ?::bigint %2$s
                  and not exists (select from %1$s k
                    where k.campaign_id = c.campaign_id and k.authority = a and k.to_position = ?)
                """.formatted(authorities, reached))) {
            insert.setLong(1, position);
            insert.setLong(2, CampaignSight.OPEN_END);
            insert.setArray(3, ids);
            insert.setLong(4, CampaignSight.OPEN_END);
            insert.setLong(5, CampaignSight.OPEN_END);
            insert.executeUpdate();
        }
        touched.clear();
    }

    private Array array(Collection<ThreadId> threads) throws SQLException {
        return connection.createArrayOf(
                "uuid", threads.stream().map(ThreadId::value).toArray());
    }
}
