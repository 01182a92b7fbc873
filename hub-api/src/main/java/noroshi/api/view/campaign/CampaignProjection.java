package noroshi.api.view.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
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
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 攻撃キャンペーンの射影. A row a campaign; a row for each time that a campaign held a thread, with the thread's circle
 * as it is now; a row for each time that one of a declared campaign's threads reached an authority, so that for a thread
 * it is one look-up each to say which campaigns hold it and whom those reach; and a row for each thing that was done with
 * it. Each event is taken by itself, whatever the round holds beside it: whoever follows the record is told where it
 * happened.
 *
 * <p>A campaign that is merged keeps the rows of what it held. Threads that no campaign holds have no rows here, and
 * what happens to them is passed by.
 */
public final class CampaignProjection implements ApiProjection {

    /** The view's name. */
    public static final String NAME = "campaign";

    private static final String MEMBER = "campaign_thread";
    private static final String AUTHORITY = "campaign_authority";
    private static final String HISTORY = "campaign_history";

    private final Ledger ledger;

    /** @param ledger the record, for the circles of the threads that campaigns hold */
    public CampaignProjection(Ledger ledger) {
        this.ledger = ledger;
    }

    /** 状態. */
    public enum State {
        /** 提案中. */
        PROPOSED,
        /** 不採用. */
        DECLINED,
        /** 宣言済. */
        DECLARED,
        /** 統合済. */
        MERGED,
        /** 終結. */
        CLOSED
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(NAME, MEMBER, AUTHORITY, HISTORY);
    }

    @Override
    public int edition() {
        return 3;
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof CampaignEvent || happened instanceof ReportThreadEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  campaign_id uuid primary key, state text not null, declared boolean not null,
                  name text, description text, label text not null, exercise boolean not null,
                  proposed_by text, split_from uuid, merged_into uuid,
                  began_at timestamptz not null, began bigint not null);
                create index on %1$s (began);
                create table %2$s (
                  campaign_id uuid not null, thread_id uuid not null, linked_at timestamptz not null, %4$s,
                  from_position bigint not null, to_position bigint not null,
                  primary key (campaign_id, thread_id, from_position));
                create index on %2$s (thread_id, to_position);
                create index on %2$s (campaign_id, linked_at, thread_id);
                create index on %2$s (from_position);
                create index on %2$s (to_position);
                create table %3$s (
                  campaign_id uuid not null, authority text not null,
                  from_position bigint not null, to_position bigint not null,
                  primary key (campaign_id, authority, from_position));
                create index on %3$s (from_position);
                create index on %3$s (to_position);
                create table %5$s (
                  campaign_id uuid not null, position bigint not null, kind text not null,
                  occurred_at timestamptz not null, recorded_at timestamptz not null,
                  threads uuid[] not null, other uuid, reason text, deciding boolean not null, state text,
                  primary key (campaign_id, position));
                """.formatted(
                        tables.of(NAME), tables.of(MEMBER), tables.of(AUTHORITY), Sight.COLUMNS, tables.of(HISTORY));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        var round = new CampaignRound(tables.of(NAME), tables.of(MEMBER), tables.of(AUTHORITY), connection);
        List<RecordedEvent> history = new ArrayList<>();
        Map<ThreadId, SortedMap<Long, Circle>> circles =
                circles(concerned(batch, round), batch.getLast().position());
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case CampaignEvent happened -> {
                    take(event, happened, round);
                    for (ThreadId thread : CampaignHistory.threads(happened)) {
                        SortedMap<Long, Circle> known = Objects.requireNonNull(circles.get(thread));
                        round.circle(
                                thread,
                                known.headMap(event.position()).lastEntry().getValue());
                    }
                    round.authorities(event.position());
                    history.add(event);
                }
                case ReportThreadEvent happened -> {
                    Circle moved = circles.getOrDefault(happened.thread(), Collections.emptySortedMap())
                            .get(event.position());
                    if (moved != null) {
                        round.circle(happened.thread(), moved);
                        round.authorities(event.position());
                    }
                }
                default -> {
                    // a campaign holds nothing else
                }
            }
        }
        CampaignHistory.write(history, tables.of(HISTORY), connection);
    }

    /** The threads that a campaign holds, or comes to hold in this round, and that this round touches. */
    private static Set<ThreadId> concerned(List<RecordedEvent> batch, CampaignRound round) throws SQLException {
        Set<ThreadId> named = new LinkedHashSet<>();
        Set<ThreadId> touched = new LinkedHashSet<>();
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case CampaignEvent happened -> named.addAll(CampaignHistory.threads(happened));
                case ReportThreadEvent happened -> touched.add(happened.thread());
                default -> {
                    // a campaign holds nothing else
                }
            }
        }
        named.addAll(round.held(touched));
        return named;
    }

    /** Whom threads reach from each position on at which that changed. */
    private Map<ThreadId, SortedMap<Long, Circle>> circles(Set<ThreadId> threads, long upTo) {
        if (threads.isEmpty()) {
            return Map.of();
        }
        Map<String, List<RecordedEvent>> events =
                ledger.ofTags("thread", threads.stream().map(ThreadId::toString).toList());
        return threads.stream()
                .collect(Collectors.toMap(
                        thread -> thread,
                        thread -> ThreadState.moves(events.getOrDefault(thread.toString(), List.of()).stream()
                                .filter(event -> event.position() <= upTo)
                                .toList())));
    }

    private static void take(RecordedEvent event, CampaignEvent happened, CampaignRound round) throws SQLException {
        CampaignId campaign = happened.campaign();
        switch (happened) {
            case CampaignDeclared it -> {
                round.begin(
                        event, it.campaign(), State.DECLARED, it.wording(), it.tlp(), it.exercise(), null, it.from());
                round.add(event, campaign, it.threads());
            }
            case CampaignProposed it -> {
                round.begin(
                        event,
                        it.campaign(),
                        State.PROPOSED,
                        it.wording(),
                        it.tlp(),
                        it.exercise(),
                        it.authority(),
                        null);
                round.add(event, campaign, it.threads());
            }
            case ProposalAccepted _ -> round.move(campaign, State.DECLARED, null);
            case ProposalDeclined _ -> round.move(campaign, State.DECLINED, null);
            case ThreadLinked it -> round.add(event, campaign, List.of(it.linked()));
            case ThreadUnlinked it -> round.remove(event, campaign, List.of(it.unlinked()));
            case CampaignMerged it -> {
                round.move(it.merged(), State.MERGED, campaign);
                round.add(event, campaign, it.threads());
            }
            case CampaignUnmerged it -> {
                round.move(it.merged(), State.DECLARED, null);
                round.remove(event, campaign, it.left());
                round.retain(event, it.merged(), it.restored());
            }
            case CampaignSplit it -> round.remove(event, campaign, it.threads());
            case CampaignClosed _ -> round.move(campaign, State.CLOSED, null);
        }
    }
}
