package noroshi.form;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import noroshi.core.report.FormCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.ReferenceTable;
import noroshi.core.sector.Status;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * 様式の一覧. The forms that reports are filed on. The folder {@code form/} holds what all have in common, each folder in
 * it one form, or one edition of a form from a day on; they are found on the class path.
 */
public final class Forms {

    private static final String COMMON = "form/schema.json";
    private static final String SCHEMAS = "classpath*:form/*/schema.json";
    private static final String DETAILS = "details";

    /** JSON Schema 2020-12, and what a form says of itself and its items. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keywords(List.of(
                    new NonValidationKeyword("form"),
                    new NonValidationKeyword("inForceFrom"),
                    new NonValidationKeyword("inForceTo"),
                    new NonValidationKeyword("source"),
                    new NonValidationKeyword("status")))
            .build();

    private final Rule filing;
    private final List<Form> forms;

    private Forms(Rule filing, List<Form> forms) {
        this.filing = filing;
        this.forms = List.copyOf(forms);
    }

    /**
     * The forms on the class path.
     *
     * @throws IllegalStateException if a folder is not as it should be
     */
    public static Forms shipped() {
        var registry = SchemaRegistry.withDefaultDialect(DIALECT);
        try {
            var resource = new ClassPathResource(COMMON);
            var common = Common.read(resource, registry);
            var forms = new ArrayList<Form>();
            for (Resource schema : new PathMatchingResourcePatternResolver().getResources(SCHEMAS)) {
                forms.add(form(schema, registry, common));
            }
            forms.sort(Comparator.comparing((Form form) -> form.code().value())
                    .thenComparing(form -> form.inForce().from()));
            return new Forms(common.rule(), forms);
        } catch (IOException e) {
            throw new UncheckedIOException("the forms can't be read", e);
        }
    }

    /** What all forms have in common. */
    private record Common(Rule rule, List<Item> items, List<Asked> asked, Schema details) {

        static Common read(Resource resource, SchemaRegistry registry) throws IOException {
            var rule = new Rule(json(resource));
            return new Common(
                    rule,
                    Forms.items(rule, "", Labels.beside(resource), "", rule.schema()),
                    Forms.asked(resource),
                    registry.getSchema(rule.part(DETAILS).schema()));
        }
    }

    private static Form form(Resource resource, SchemaRegistry registry, Common common) throws IOException {
        ObjectNode schema = json(resource);
        Labels labels = Labels.beside(resource);
        return new Form(
                new FormCode(text(resource, schema, "form")),
                labels.of("form"),
                new Period(
                        LocalDate.parse(text(resource, schema, "inForceFrom")),
                        schema.has("inForceTo") ? LocalDate.parse(text(resource, schema, "inForceTo")) : null),
                Status.valueOf(text(resource, schema, "status")),
                text(resource, schema, "source"),
                common.items(),
                items(new Rule(schema), DETAILS, labels, DETAILS + ".", schema),
                Stream.concat(common.asked().stream(), asked(resource).stream()).toList(),
                json(resource.createRelative("example.json")),
                List.of(common.details(), registry.getSchema(schema)));
    }

    /**
     * The items of an object.
     *
     * @param unlabelled how the paths begin that the labels leave out
     * @param told what says where they come from unless they do so themselves
     */
    private static List<Item> items(Rule of, String path, Labels labels, String unlabelled, JsonNode told) {
        return of.parts().stream()
                .map(name -> item(
                        of.part(name),
                        path.isEmpty() ? name : path + "." + name,
                        of.required().contains(name),
                        labels,
                        unlabelled,
                        told))
                .toList();
    }

    private static Item item(
            Rule rule, String path, boolean required, Labels labels, String unlabelled, JsonNode within) {
        String name = path.substring(unlabelled.length());
        JsonNode told = rule.schema().has("source") ? rule.schema() : within;
        List<String> codes = rule.codes().isEmpty() ? rule.element().codes() : rule.codes();
        Rule parted = rule.schema().has("items") ? rule.element() : rule;
        return new Item(
                path,
                labels.of(name),
                new Rule(rule.bare()),
                required,
                codes.stream()
                        .map(code -> new Item.Code(code, labels.of(name + "." + code)))
                        .toList(),
                items(parted, path, labels, unlabelled, told),
                told.path("source").asString(""),
                Status.valueOf(told.path("status").asString(Status.ASSUMED.name())));
    }

    private static List<Asked> asked(Resource schema) throws IOException {
        String folder = schema.getURL().getPath();
        String name = folder.substring(folder.lastIndexOf("/form/"), folder.lastIndexOf('/'));
        return ReferenceTable.read(Forms.class, name + "/asked.tsv").stream()
                .map(Asked::of)
                .toList();
    }

    private static ObjectNode json(Resource resource) throws IOException {
        try (InputStream stream = resource.getInputStream()) {
            return (ObjectNode) JsonMapper.shared().readTree(stream);
        }
    }

    private static String text(Resource resource, JsonNode schema, String keyword) {
        JsonNode text = schema.path(keyword);
        if (!text.isString()) {
            throw new IllegalStateException("%s: no %s (expected: a text)".formatted(resource, keyword));
        }
        return text.stringValue();
    }

    /** The rule of a whole report. */
    public Rule report() {
        return filing;
    }

    /** The rule of a correction as a whole; what it corrects has the items of a report. */
    public Rule correction() {
        return definition("correction");
    }

    /** The rule of a request for withdrawal. */
    public Rule withdrawal() {
        return definition("withdrawal");
    }

    private Rule definition(String name) {
        return new Rule(filing.schema().path("$defs").path(name));
    }

    /** The edition of a form that is in force on a day; of one that is not, the one that first will be or last was. */
    public Optional<Form> find(String code, LocalDate day) {
        List<Form> editions =
                forms.stream().filter(form -> form.code().value().equals(code)).toList();
        Optional<Form> inForce =
                editions.stream().filter(form -> form.inForce().contains(day)).reduce((_, later) -> later);
        return inForce.or(() -> editions.stream()
                .filter(form -> form.inForce().from().isAfter(day))
                .findFirst()
                .or(() -> editions.stream().reduce((_, later) -> later)));
    }

    /** The forms in force on a day. */
    public List<Form> inForce(LocalDate day) {
        return codes().stream()
                .flatMap(code -> find(code, day).stream())
                .filter(form -> form.inForce().contains(day))
                .toList();
    }

    /** The codes of all forms that there are or were, or are to be. */
    public Set<String> codes() {
        var codes = new TreeSet<String>();
        forms.forEach(form -> codes.add(form.code().value()));
        return codes;
    }
}
