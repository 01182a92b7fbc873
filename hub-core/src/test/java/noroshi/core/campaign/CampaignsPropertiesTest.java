package noroshi.core.campaign;

import static noroshi.core.campaign.CampaignStory.thread;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.Refused;
import noroshi.core.campaign.Campaign.Known;
import noroshi.core.campaign.Campaign.Merged;
import noroshi.core.report.ThreadId;

/** Whatever is done to campaigns, in any order and repeated. */
class CampaignsPropertiesTest {

    private static final List<String> CAMPAIGNS = List.of("a", "b", "c");
    private static final String[] THREADS = {"bank", "airport", "port", "drill"};

    /** One thing that someone may do, by name so that a failing order can be read. */
    record Act(String name, String campaign, String other, String thread) {

        CampaignCommand command() {
            return switch (name) {
                case "declare" -> CampaignStory.declare(campaign, thread);
                case "propose" -> CampaignStory.propose(campaign, thread);
                case "accept" -> CampaignStory.accept(campaign);
                case "decline" -> CampaignStory.decline(campaign);
                case "link" -> CampaignStory.link(campaign, thread);
                case "unlink" -> CampaignStory.unlink(campaign, thread);
                case "merge" -> CampaignStory.merge(campaign, other);
                case "unmerge" -> CampaignStory.unmerge(campaign, other);
                case "split" -> CampaignStory.split(campaign, other, thread);
                case "close" -> CampaignStory.close(campaign);
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return acts(
                "declare", "propose", "accept", "decline", "link", "link", "unlink", "merge", "merge", "unmerge",
                "split", "close");
    }

    private static Arbitrary<List<Act>> acts(String... names) {
        return Combinators.combine(
                        Arbitraries.of(names),
                        Arbitraries.of(CAMPAIGNS),
                        Arbitraries.of(CAMPAIGNS),
                        Arbitraries.of(THREADS))
                .as(Act::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void anyOrderLeadsToALegalStateAndARepetitionChangesNothing(@ForAll("acts") List<Act> acts) {
        var story = new CampaignStory(THREADS);
        for (Act act : acts) {
            try {
                story.then(act.command());
            } catch (Refused refused) {
                continue;
            }
            assertThat(story.decide(act.command())).as("%s again", act).isEmpty();
            CAMPAIGNS.forEach(campaign -> assertLegal(story, story.state(campaign)));
        }
    }

    private static void assertLegal(CampaignStory story, Campaign campaign) {
        if (campaign instanceof Known known) {
            boolean exercise = known.beginning().statement().exercise();
            assertThat(known.threads())
                    .as("drills and what is real never mix")
                    .allSatisfy(thread -> assertThat(story.known().drills()).containsEntry(thread, exercise));
        }
        var seen = new HashSet<Campaign>();
        Campaign next = campaign;
        while (next instanceof Merged merged) {
            assertThat(seen.add(next)).as("no campaign is part of itself").isTrue();
            next = story.known().campaign(merged.into());
            assertThat(next).as("what it is part of is there").isInstanceOf(Known.class);
        }
    }

    @Provide
    Arbitrary<List<Act>> since() {
        return Combinators.combine(
                        Arbitraries.of("link", "unlink"), Arbitraries.of("bank", "airport", "port", "water", "gas"))
                .as((name, thread) -> new Act(name, "a", "b", thread))
                .list()
                .ofMaxSize(10);
    }

    @Provide
    Arbitrary<Set<String>> held() {
        return Arbitraries.of("bank", "airport", "port", "water").set();
    }

    /** The merger is undone, and nothing else is: what was linked since stays, what was unlinked since stays so. */
    @Property
    void anUndoneMergerGivesBackBothAndWhatWasLinkedSince(
            @ForAll("held") Set<String> heldByA,
            @ForAll("held") Set<String> heldByB,
            @ForAll("since") List<Act> since) {
        var story = new CampaignStory("bank", "airport", "port", "water", "gas")
                .then(
                        CampaignStory.declare("a", heldByA.toArray(String[]::new)),
                        CampaignStory.declare("b", heldByB.toArray(String[]::new)),
                        CampaignStory.merge("a", "b"));
        Set<ThreadId> ofA = new HashSet<>(CampaignStory.threads(heldByA.toArray(String[]::new)));
        Set<ThreadId> ofB = new HashSet<>(CampaignStory.threads(heldByB.toArray(String[]::new)));
        for (Act act : since) {
            story.then(act.command());
            ThreadId thread = thread(act.thread());
            if (act.name().equals("unlink")) {
                ofA.remove(thread);
                ofB.remove(thread);
            } else if (!ofB.contains(thread)) {
                ofA.add(thread);
            }
        }
        story.then(CampaignStory.unmerge("a", "b"));

        assertThat(story.held("a")).isEqualTo(ofA);
        assertThat(story.held("b")).isEqualTo(ofB);
    }
}
