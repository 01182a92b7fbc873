package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.core.report.Consent.CEPTOAR_ANONYMISED;
import static noroshi.core.report.Consent.NCO_SHARE;
import static noroshi.core.report.Consent.POLICE_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import noroshi.core.Refused;
import noroshi.core.report.Consent;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;

/**
 * 任意の経過. Threads that are continued, corrected, narrowed, widened, shared, returned, withdrawn, closed, reopened, routed
 * anew, linked and unlinked, in campaigns that are proposed, merged and split; drills among them. First each of it once,
 * then whatever comes.
 */
final class RandomHistory {

    private static final List<String> OPERATORS =
            List.of("kitahama-medical", "aoba-bank", "isewan-terminal", "nangoku-gas", "setouchi-chem", "wangan-water");
    private static final List<String> FURTHER_SECTORS = List.of("CREDIT", "PETROLEUM", "AVIATION");
    private static final List<Consent> CONSENTS = List.of(NCO_SHARE, POLICE_SHARE, CEPTOAR_ANONYMISED);
    private static final List<Tlp> LABELS = List.of(Tlp.values());
    private static final int STORIES = 14;
    private static final int KINDS = 24;
    private static final int STEPS = 90;

    private final RecordFixture record;
    private final Random random;
    private final List<Story> stories = new ArrayList<>();
    private final List<Story> real = new ArrayList<>();
    private final List<Instant> moments = new ArrayList<>();
    private final List<Campaigning> campaigns = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Merger> mergers = new ArrayList<>();

    /** That a campaign took a thread in; by now it may be gone. */
    private record Link(Campaigning campaign, Story story) {}

    /** That a campaign was merged into another; by now it may stand for itself again. */
    private record Merger(Campaigning into, Campaigning other) {}

    RandomHistory(RecordFixture record, Random random) {
        this.record = record;
        this.random = random;
        for (int i = 0; i < STORIES; i++) {
            var telling = about(any(OPERATORS), "story-" + i).tlp(any(LABELS)).severity(random.nextInt(5));
            boolean drill = random.nextInt(6) == 0;
            Story story = Story.begin(record, drill ? telling.drill() : telling).delivered();
            stories.add(story);
            if (!drill) {
                real.add(story);
            }
            moments.add(record.clock().instant());
        }
        for (int i = 0; i < STEPS; i++) {
            try {
                step(i < KINDS ? i : random.nextInt(KINDS), any(stories), i);
            } catch (CompletionException e) {
                // not everything may be done at any time
                assertThat(e).hasCauseInstanceOf(Refused.class);
            }
            moments.add(record.clock().instant());
        }
    }

    List<Story> stories() {
        return stories;
    }

    /** When each step was done. */
    List<Instant> moments() {
        return moments;
    }

    private void step(int kind, Story story, int number) {
        switch (kind) {
            case 0, 1 -> declare("campaign-" + number, any(real));
            case 2 -> story.followUp(Stage.FOLLOW_UP, random.nextInt(5));
            case 3 -> story.correct("訂正 " + number);
            case 4 -> story.label(any(LABELS));
            case 5 -> story.narrowed(addressee(story), any(LABELS));
            case 6 -> story.relabelled(any(LABELS));
            case 7 -> story.granting(any(CONSENTS));
            case 8 -> story.revoking(any(CONSENTS));
            case 9 -> story.withdrawalRequested();
            case 10 -> {
                story.withdrawalRequested();
                competent(story).forEach(story::withdrawalAccepted);
            }
            case 11 -> story.assessed(random.nextInt(5), random.nextInt(5), random.nextInt(5));
            case 12 -> story.acknowledged(addressee(story));
            case 13 -> story.returned(addressee(story), "差戻し " + number);
            case 14 -> close(story);
            case 15 -> {
                close(story);
                story.reopened(competent(story).getFirst(), "再開 " + number);
            }
            case 16 -> story.joining(any(FURTHER_SECTORS));
            case 17 -> link(any(campaigns), story);
            case 18 -> merge(any(campaigns), any(campaigns));
            case 19 -> unlink(any(links));
            case 20 -> split(any(links), "split-" + number);
            case 21 -> unmerge();
            case 22 -> propose("proposal-" + number, story);
            case 23 -> any(campaigns).closed();
            default -> throw new IllegalArgumentException("no such step: " + kind);
        }
    }

    private static List<String> competent(Story story) {
        return story.deliveries().stream()
                .filter(delivery -> delivery.role().isCompetent())
                .map(delivery -> delivery.addressee().value())
                .toList();
    }

    private static void close(Story story) {
        competent(story).forEach(each -> story.acknowledged(each).closed(each));
    }

    private String addressee(Story story) {
        return any(story.deliveries()).addressee().value();
    }

    private void declare(String name, Story story) {
        Campaigning declared = Campaigning.of(record, name).declaring(any(LABELS), story);
        campaigns.add(declared);
        links.add(new Link(declared, story));
    }

    private void link(Campaigning campaign, Story story) {
        campaign.linking(story);
        links.add(new Link(campaign, story));
    }

    private static void unlink(Link link) {
        link.campaign.unlinking(link.story);
    }

    private void split(Link link, String name) {
        link.campaign.splitting(name, link.story);
        Campaigning split = Campaigning.of(record, name);
        campaigns.add(split);
        links.add(new Link(split, link.story));
    }

    private void merge(Campaigning into, Campaigning other) {
        into.merging(other);
        mergers.add(new Merger(into, other));
    }

    private void unmerge() {
        if (!mergers.isEmpty()) {
            Merger merger = any(mergers);
            merger.into.unmerging(merger.other);
        }
    }

    private void propose(String name, Story story) {
        Campaigning proposed = Campaigning.of(record, name).proposing(addressee(story), story);
        if (random.nextInt(3) == 0) {
            proposed.declined();
        } else {
            proposed.accepted();
            campaigns.add(proposed);
            links.add(new Link(proposed, story));
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
