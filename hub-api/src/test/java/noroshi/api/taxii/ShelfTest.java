package noroshi.api.taxii;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import noroshi.api.export.stix.Bundle;
import noroshi.api.export.stix.Edition;
import noroshi.api.export.stix.Editions;
import noroshi.api.export.stix.Editions.Stretch;
import noroshi.api.export.stix.Incident;
import noroshi.api.export.stix.Incident.State;
import noroshi.api.taxii.Collections.Collection;
import noroshi.api.taxii.Shelf.Page;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** What a page holds of versions that stand where they may. */
@Timeout(120)
class ShelfTest {

    private static final UUID THREAD = UUID.fromString("11111111-2222-8333-8444-555555555555");
    private static final Instant OPENED = Instant.parse("2026-11-05T03:00:00.000100Z");

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void open() throws Exception {
        record = new RecordFixture();
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static Edition version(long position, Instant recorded, State state) {
        var incident = new Incident(THREAD, OPENED, position, recorded, position == 3, false, Tlp.CLEAR, state, null);
        return new Edition(position, recorded, position == 3, Bundle.of(incident, "PORT"));
    }

    private static Page page(String versions, @Nullable String limit) {
        Instant closed = OPENED.plusNanos(300_000);
        Editions source = (_, _, from, to, _) -> new Stretch(
                List.of(version(2, OPENED, State.OPEN), version(3, closed, State.CLOSED)).stream()
                        .filter(one -> one.position() >= from && one.position() <= to)
                        .toList(),
                to);
        return new Shelf(List.of(source), record.arrivals(), record.ledger(), record.views())
                .page(
                        viewer("nco:mori"),
                        new Collection("PORT", "港湾", false),
                        Match.of(new Match.Parameters(null, "incident", versions, null, null, null, limit)));
    }

    private static List<String> told(Page page) {
        return page.objects().stream()
                .map(added -> String.valueOf(added.object().properties().get("extensions")))
                .toList();
    }

    @Test
    void whatWasNotFoundYetIsNotSaidToBeMissing() throws Exception {
        Editions slow = (_, _, from, _, _) -> new Stretch(List.of(), from);
        for (int i = 0; i < 10; i++) {
            Story.begin(record, about("isewan-terminal", "slow-" + i));
        }
        record.catchUp();
        var controller = new TaxiiController(
                List.of(slow), record.arrivals(), record.ledger(), record.views(), Scope::shipped, JsonMapper.shared());
        var request = new MockHttpServletRequest();
        var answer = controller.object(
                viewer("nco:mori"),
                "PORT",
                "identity--00000000-0000-4000-8000-000000000000",
                null,
                null,
                null,
                null,
                null,
                request);
        assertThat(JsonMapper.shared()
                        .readTree(Objects.requireNonNull(answer.getBody()))
                        .path("more")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void ofVersionsWithinAMillisecondTheLaterIsGiven() {
        for (String versions : List.of("all", "last", "first,last", "2026-11-05T03:00:00Z")) {
            assertThat(told(page(versions, null)))
                    .as(versions)
                    .singleElement()
                    .asString()
                    .contains("closed");
            assertThat(told(page(versions, "1")))
                    .as(versions)
                    .singleElement()
                    .asString()
                    .contains("closed");
        }
        assertThat(told(page("first", null))).singleElement().asString().contains("open");
    }
}
