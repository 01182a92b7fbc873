package noroshi.api.export.stix;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** OASIS's own JSON schemas of STIX 2.1 (see their NOTICE). */
public final class StixSchemas {

    private static final String PUBLISHED =
            "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaIdResolvers(
                    resolvers -> resolvers.mapPrefix(PUBLISHED, "classpath:stix2-json-schemas/")));

    private StixSchemas() {}

    /** What is wrong with an object by the schema of its type. */
    public static List<Error> faults(JsonNode object) {
        String type = object.path("type").asString();
        String folder = switch (type) {
            case "marking-definition" -> "common/";
            case "relationship" -> "sros/";
            default -> "sdos/";
        };
        return REGISTRY.getSchema(SchemaLocation.of(PUBLISHED + folder + type + ".json"))
                .validate(object);
    }
}
