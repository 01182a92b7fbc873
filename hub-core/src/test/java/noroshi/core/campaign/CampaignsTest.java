package noroshi.core.campaign;

import static noroshi.core.campaign.CampaignStory.accept;
import static noroshi.core.campaign.CampaignStory.campaign;
import static noroshi.core.campaign.CampaignStory.close;
import static noroshi.core.campaign.CampaignStory.declare;
import static noroshi.core.campaign.CampaignStory.decline;
import static noroshi.core.campaign.CampaignStory.link;
import static noroshi.core.campaign.CampaignStory.merge;
import static noroshi.core.campaign.CampaignStory.propose;
import static noroshi.core.campaign.CampaignStory.split;
import static noroshi.core.campaign.CampaignStory.thread;
import static noroshi.core.campaign.CampaignStory.threads;
import static noroshi.core.campaign.CampaignStory.unlink;
import static noroshi.core.campaign.CampaignStory.unmerge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.campaign.Campaign.Closed;
import noroshi.core.campaign.Campaign.Declared;
import noroshi.core.campaign.Campaign.Declined;
import noroshi.core.campaign.Campaign.Merged;
import noroshi.core.campaign.Campaign.Proposed;
import noroshi.core.campaign.CampaignCommand.DeclareCampaign;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignSplit;
import noroshi.core.campaign.CampaignEvent.CampaignUnmerged;
import org.junit.jupiter.api.Test;

class CampaignsTest {

    private final CampaignStory story = new CampaignStory("bank", "airport", "port", "drill");

    @Test
    void theNationalOfficeDeclaresWhichThreadsBelongTogether() {
        story.then(declare("a", "bank", "airport"));

        assertThat(story.state("a")).isInstanceOf(Declared.class);
        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "airport"));
        assertThat(story.decide(declare("a", "bank", "airport"))).isEmpty();
        assertRefused(declare("a", "bank"), Reason.IDEMPOTENCY_CONFLICT);
        assertRefused(declare("b", "nobody's"), Reason.THREAD_UNKNOWN);
    }

    /** L5. */
    @Test
    void nobodyElseDeclares() {
        assertRefused(
                new DeclareCampaign(
                        campaign("a"),
                        CampaignStory.statement("bank"),
                        CampaignStory.FSA,
                        "ministry:FSA:kato",
                        Instant.EPOCH),
                Reason.NOT_COMPETENT);
    }

    @Test
    void aMinistryProposesAndNothingIsLinkedByIt() {
        story.then(propose("a", "bank", "airport"));

        assertThat(story.state("a")).isInstanceOf(Proposed.class);
        assertThat(story.held("a")).isEmpty();
        assertThat(story.decide(propose("a", "bank", "airport"))).isEmpty();
        assertRefused(propose("a", "port"), Reason.IDEMPOTENCY_CONFLICT);
        assertRefused(propose("b", "nobody's"), Reason.THREAD_UNKNOWN);
        assertRefused(link("a", "port"), Reason.CAMPAIGN_NOT_DECLARED);
    }

    @Test
    void anAcceptedProposalIsACampaignAsItWasProposed() {
        story.then(propose("a", "bank", "airport"), accept("a"));

        assertThat(story.state("a")).isInstanceOf(Declared.class);
        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "airport"));
        assertThat(story.decide(accept("a"))).isEmpty();
        assertThat(story.then(close("a")).decide(accept("a"))).isEmpty();
        assertRefused(accept("b"), Reason.CAMPAIGN_UNKNOWN);
        assertRefused(decline("a"), Reason.PROPOSAL_DECIDED);
    }

    @Test
    void aDeclinedProposalStaysDeclined() {
        story.then(propose("a", "bank"), decline("a"));

        assertThat(story.state("a")).isInstanceOf(Declined.class);
        assertThat(story.decide(decline("a"))).isEmpty();
        assertRefused(accept("a"), Reason.PROPOSAL_DECIDED);
        assertRefused(decline("b"), Reason.CAMPAIGN_UNKNOWN);
    }

    @Test
    void aThreadIsLinkedAndUnlinked() {
        story.then(declare("a", "bank"), link("a", "airport"));
        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "airport"));
        assertThat(story.decide(link("a", "airport"))).isEmpty();
        assertRefused(link("a", "nobody's"), Reason.THREAD_UNKNOWN);
        assertRefused(link("b", "bank"), Reason.CAMPAIGN_UNKNOWN);

        story.then(unlink("a", "bank"));
        assertThat(story.held("a")).containsExactly(thread("airport"));
        assertThat(story.decide(unlink("a", "bank"))).isEmpty();
        assertRefused(unlink("b", "bank"), Reason.CAMPAIGN_UNKNOWN);
    }

    @Test
    void aThreadMayBelongToSeveralCampaigns() {
        story.then(declare("a", "bank"), declare("b", "bank"));

        assertThat(story.held("a")).isEqualTo(story.held("b")).containsExactly(thread("bank"));
    }

    /** L7. */
    @Test
    void drillsAndWhatIsRealNeverMix() {
        story.then(declare("a", "bank"), declare("d", "drill"));

        assertRefused(declare("b", "bank", "drill"), Reason.EXERCISE_MIXED);
        assertRefused(propose("b", "drill", "bank"), Reason.EXERCISE_MIXED);
        assertRefused(link("a", "drill"), Reason.EXERCISE_MIXED);
        assertRefused(link("d", "bank"), Reason.EXERCISE_MIXED);
        assertRefused(merge("a", "d"), Reason.EXERCISE_MIXED);
        assertThat(story.then(split("d", "e", "drill")).held("e")).containsExactly(thread("drill"));
    }

    @Test
    void aMergedCampaignIsPartOfTheOther() {
        story.then(declare("a", "bank"), declare("b", "airport"), merge("a", "b"));

        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "airport"));
        assertThat(story.state("b"))
                .isInstanceOfSatisfying(
                        Merged.class, merged -> assertThat(merged.into()).isEqualTo(campaign("a")));
        assertThat(story.decide(merge("a", "b"))).isEmpty();
        assertRefused(merge("b", "a"), Reason.CAMPAIGN_MERGED);
        assertRefused(merge("a", "a"), Reason.INVALID);
        assertRefused(merge("a", "z"), Reason.CAMPAIGN_UNKNOWN);
        assertRefused(link("b", "port"), Reason.CAMPAIGN_MERGED);
        assertRefused(close("b"), Reason.CAMPAIGN_MERGED);
    }

    @Test
    void anUndoneMergerGivesBackWhatEachHad() {
        story.then(declare("a", "bank", "port"), declare("b", "airport", "port"), merge("a", "b"));

        assertThat(story.decide(unmerge("a", "b")))
                .singleElement()
                .isInstanceOfSatisfying(CampaignUnmerged.class, undone -> {
                    assertThat(undone.restored()).containsExactlyInAnyOrderElementsOf(threads("airport", "port"));
                    assertThat(undone.left()).isEqualTo(threads("airport"));
                });
        story.then(unmerge("a", "b"));
        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "port"));
        assertThat(story.held("b")).containsExactlyInAnyOrderElementsOf(threads("airport", "port"));
        assertThat(story.decide(unmerge("a", "b"))).isEmpty();
        assertRefused(unmerge("a", "z"), Reason.CAMPAIGN_UNKNOWN);
        assertRefused(unmerge("a", "a"), Reason.INVALID);
    }

    @Test
    void aMergerIsUndoneWhereItWasMade() {
        story.then(declare("a", "bank"), declare("b", "airport"), declare("c", "port"), merge("b", "c"));
        assertRefused(unmerge("a", "c"), Reason.CAMPAIGN_MERGED);

        story.then(merge("a", "b"));
        assertRefused(unmerge("b", "c"), Reason.CAMPAIGN_MERGED);
        story.then(unmerge("a", "b"), unmerge("b", "c"));
        assertThat(story.held("b")).containsExactly(thread("airport"));
        assertThat(story.held("c")).containsExactly(thread("port"));
    }

    @Test
    void whatIsSplitOffIsACampaignOfItsOwn() {
        story.then(declare("a", "bank", "airport", "port"));

        assertThat(story.decide(split("a", "b", "airport")))
                .hasSize(2)
                .satisfies(events -> assertThat(events.getFirst())
                        .isInstanceOfSatisfying(
                                CampaignDeclared.class,
                                declared -> assertThat(declared.from()).isEqualTo(campaign("a"))))
                .satisfies(events -> assertThat(events.getLast()).isInstanceOf(CampaignSplit.class));
        story.then(split("a", "b", "airport"));
        assertThat(story.held("a")).containsExactlyInAnyOrderElementsOf(threads("bank", "port"));
        assertThat(story.held("b")).containsExactly(thread("airport"));
        assertThat(story.decide(split("a", "b", "airport"))).isEmpty();
        assertRefused(split("a", "b", "port"), Reason.IDEMPOTENCY_CONFLICT);
        assertRefused(split("a", "c", "airport"), Reason.THREAD_NOT_LINKED);
        assertRefused(split("z", "c", "airport"), Reason.CAMPAIGN_UNKNOWN);
        assertRefused(split("a", "a", "bank"), Reason.INVALID);
    }

    @Test
    void aClosedCampaignTakesNothingMore() {
        story.then(declare("a", "bank"), declare("b", "airport"), close("a"));

        assertThat(story.state("a")).isInstanceOf(Closed.class);
        assertThat(story.decide(close("a"))).isEmpty();
        assertRefused(link("a", "port"), Reason.CAMPAIGN_CLOSED);
        assertRefused(unlink("a", "bank"), Reason.CAMPAIGN_CLOSED);
        assertRefused(merge("a", "b"), Reason.CAMPAIGN_CLOSED);
        assertRefused(merge("b", "a"), Reason.CAMPAIGN_CLOSED);
        assertRefused(unmerge("a", "b"), Reason.CAMPAIGN_CLOSED);
        assertRefused(split("a", "c", "bank"), Reason.CAMPAIGN_CLOSED);
        assertRefused(close("z"), Reason.CAMPAIGN_UNKNOWN);
    }

    private void assertRefused(CampaignCommand command, Reason reason) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> story.decide(command))
                .returns(reason, Refused::reason);
    }
}
