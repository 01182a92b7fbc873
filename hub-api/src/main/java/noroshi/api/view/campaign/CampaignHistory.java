package noroshi.api.view.campaign;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import noroshi.api.view.Headline;
import noroshi.api.view.SearchText;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.campaign.CampaignEvent.CampaignClosed;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignMerged;
import noroshi.core.campaign.CampaignEvent.CampaignProposed;
import noroshi.core.campaign.CampaignEvent.CampaignSplit;
import noroshi.core.campaign.CampaignEvent.CampaignUnmerged;
import noroshi.core.campaign.CampaignEvent.ProposalAccepted;
import noroshi.core.campaign.CampaignEvent.ProposalDeclined;
import noroshi.core.campaign.CampaignEvent.ThreadLinked;
import noroshi.core.campaign.CampaignEvent.ThreadUnlinked;
import noroshi.core.campaign.CampaignId;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** 経過. A row for each event and each campaign that it touched. */
final class CampaignHistory {

    private CampaignHistory() {}

    /**
     * What an event did.
     *
     * @param other the other campaign that it touched, or null
     * @param state that it brought its campaign to, or null
     * @param othersState the same of the other
     * @param deciding whether it is of a proposal and what was decided on it: what its proposer may know of
     */
    private record Deed(
            List<ThreadId> threads,
            @Nullable CampaignId other,
            @Nullable State state,
            @Nullable State othersState,
            @Nullable Remark reason,
            boolean deciding) {

        static Deed of(CampaignEvent event) {
            return switch (event) {
                case CampaignDeclared it -> new Deed(it.threads(), null, State.DECLARED, null, null, false);
                case CampaignProposed it -> new Deed(it.threads(), null, State.PROPOSED, null, null, true);
                case ProposalAccepted _ -> new Deed(List.of(), null, State.DECLARED, null, null, true);
                case ProposalDeclined it -> new Deed(List.of(), null, State.DECLINED, null, it.reason(), true);
                case ThreadLinked it -> new Deed(List.of(it.linked()), null, null, null, it.reason(), false);
                case ThreadUnlinked it -> new Deed(List.of(it.unlinked()), null, null, null, null, false);
                case CampaignMerged it -> new Deed(it.threads(), it.merged(), null, State.MERGED, it.reason(), false);
                case CampaignUnmerged it ->
                    new Deed(it.restored(), it.merged(), null, State.DECLARED, it.reason(), false);
                case CampaignSplit it -> new Deed(it.threads(), it.split(), null, null, it.reason(), false);
                case CampaignClosed it -> new Deed(List.of(), null, State.CLOSED, null, it.reason(), false);
            };
        }
    }

    /** The threads that an event names. */
    static List<ThreadId> threads(CampaignEvent event) {
        return Deed.of(event).threads();
    }

    static void write(List<RecordedEvent> events, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (campaign_id, position, kind, occurred_at, recorded_at, threads, other, reason, deciding,
                  state)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """.formatted(table))) {
            for (RecordedEvent recorded : events) {
                var event = (CampaignEvent) recorded.payload();
                Deed deed = Deed.of(event);
                add(insert, recorded, event.campaign(), deed, deed.other(), deed.state(), connection);
                if (deed.other() != null) {
                    add(insert, recorded, deed.other(), deed, event.campaign(), deed.othersState(), connection);
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert,
            RecordedEvent recorded,
            CampaignId campaign,
            Deed deed,
            @Nullable CampaignId other,
            @Nullable State state,
            Connection connection)
            throws SQLException {
        insert.setObject(1, campaign.value());
        insert.setLong(2, recorded.position());
        insert.setString(3, Headline.kind(recorded.type()));
        insert.setObject(4, recorded.occurredAt().atOffset(ZoneOffset.UTC));
        insert.setObject(5, recorded.recordedAt().atOffset(ZoneOffset.UTC));
        insert.setArray(
                6,
                connection.createArrayOf(
                        "uuid", deed.threads().stream().map(ThreadId::value).toArray()));
        insert.setObject(7, other == null ? null : other.value());
        insert.setString(8, deed.reason() == null ? null : SearchText.storable(Remark.text(deed.reason())));
        insert.setBoolean(9, deed.deciding());
        insert.setString(10, state == null ? null : state.name());
        insert.addBatch();
    }
}
