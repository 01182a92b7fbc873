package noroshi.api.taxii;

import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import noroshi.api.export.stix.Bulletins;
import noroshi.api.export.stix.Campaigns;
import noroshi.api.export.stix.Companions;
import noroshi.api.export.stix.Departures;
import noroshi.api.export.stix.Incident.Named;
import noroshi.api.export.stix.Incidents;
import noroshi.api.export.stix.Revocations;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.bulletin.Addressees;
import noroshi.api.view.bulletin.BulletinRecord;
import noroshi.core.bulletin.Recipient;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that reads a record by TAXII, as whomever. */
final class TaxiiReader {

    static final String MEDIA = "application/taxii+json;version=2.1";
    static final String ROOT = "/taxii2/hub/";

    private final MockMvc mvc;

    /** From where on a sector is METI's; from the beginning if it isn't here. */
    final Map<SectorCode, Long> since = new HashMap<>();

    TaxiiReader(RecordFixture record) {
        this(record, _ -> Optional.empty());
    }

    /** @param names what the register calls operators */
    TaxiiReader(RecordFixture record, Function<OperatorSlug, Optional<Named>> names) {
        var database = record.database();
        var register = record.register();
        mvc = MockMvcBuilders.standaloneSetup(new TaxiiController(
                        List.of(
                                new Incidents(database, names, TaxiiReader::operators, register::masking),
                                new Companions(database, register::masking),
                                new Departures(database, register::masking),
                                new Campaigns(database, record.campaigns(), register::masking),
                                new Bulletins(
                                        database,
                                        new BulletinRecord(record.ledger()),
                                        new PortAlone(since),
                                        Scope::shipped),
                                new Revocations(database, register::masking)),
                        record.arrivals(),
                        record.ledger(),
                        record.views(),
                        Scope::shipped,
                        JsonMapper.shared()))
                .setCustomArgumentResolvers(new AsHeader())
                .build();
    }

    static List<OperatorSlug> operators() {
        return DemoRegister.entries().stream().map(OperatorEntry::slug).toList();
    }

    /** MLIT is competent for PORT, METI for GAS, and a CEPTOAR speaks for its own sector. */
    private record PortAlone(Map<SectorCode, Long> ofMeti) implements Addressees {

        @Override
        public Set<SectorCode> sectorsOf(Viewer viewer) {
            return switch (viewer.role() == Role.CEPTOAR ? "CEPTOAR" : viewer.organisation()) {
                case "CEPTOAR" -> Set.of(new SectorCode(viewer.organisation()));
                case "MLIT" -> Set.of(new SectorCode("PORT"));
                case "METI" -> Set.of(new SectorCode("GAS"));
                default -> Set.of();
            };
        }

        @Override
        public Map<SectorCode, Long> since(Viewer viewer) {
            return viewer.organisation().equals("METI") ? Map.copyOf(ofMeti) : Map.of();
        }

        @Override
        public List<Recipient> of(SectorCode sector) {
            return List.of();
        }
    }

    private static final class AsHeader implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Viewer.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return viewer(Objects.requireNonNull(request.getHeader("as")));
        }
    }

    static URI uri(String path) {
        return URI.create(path.replace("[", "%5B").replace("]", "%5D"));
    }

    MockHttpServletResponse send(String identity, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.header("as", identity)).andReturn().getResponse();
    }

    MockHttpServletResponse answer(String identity, String path) throws Exception {
        return send(identity, get(uri(path)).header("Accept", MEDIA));
    }

    static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    JsonNode json(String identity, String path) throws Exception {
        MockHttpServletResponse answer = answer(identity, path);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json(answer);
    }

    List<JsonNode> objects(String identity, String path) throws Exception {
        return json(identity, path).path("objects").valueStream().toList();
    }

    /** The objects of some types in a collection, as their last versions stand. */
    List<JsonNode> last(String identity, String line, String types) throws Exception {
        return objects(identity, ROOT + "collections/%s/objects/?limit=1000&match[type]=%s".formatted(line, types));
    }

    /** All that a program gets that polls by {@code added_after}, from where it stands on. */
    final class Poll {

        private final String identity;
        private final String line;
        private String after = "2020-01-01T00:00:00.000000Z";

        Poll(String identity, String line) {
            this.identity = identity;
            this.line = line;
        }

        List<JsonNode> next() throws Exception {
            List<JsonNode> all = new ArrayList<>();
            MockHttpServletResponse answer =
                    answer(identity, ROOT + "collections/%s/objects/?limit=1000&added_after=%s".formatted(line, after));
            json(answer).path("objects").forEach(all::add);
            String last = answer.getHeader("X-TAXII-Date-Added-Last");
            after = last == null ? after : last;
            return all;
        }

        /** The same of some types. */
        List<JsonNode> next(String types) throws Exception {
            return next().stream()
                    .filter(one ->
                            List.of(types.split(",")).contains(one.path("type").asString()))
                    .toList();
        }
    }
}
