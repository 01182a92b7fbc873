package noroshi.gateway.intake;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import noroshi.core.report.FormCode;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 様式の一覧. The forms that reports are filed on: a folder each, {@code form/<code>/}, found on the class path. */
public final class Forms {

    private static final String SCHEMAS = "classpath*:form/*/schema.json";

    /** JSON Schema 2020-12, and what a form says of itself. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keywords(List.of(
                    new NonValidationKeyword("form"),
                    new NonValidationKeyword("inForceFrom"),
                    new NonValidationKeyword("status")))
            .build();

    private final Map<String, Form> forms;

    private Forms(Map<String, Form> forms) {
        this.forms = forms;
    }

    /**
     * The forms on the class path.
     *
     * @throws IllegalArgumentException if a form's schema is not as it should be
     */
    public static Forms shipped() {
        var registry = SchemaRegistry.withDefaultDialect(DIALECT);
        var mapper = JsonMapper.shared();
        var forms = new TreeMap<String, Form>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(SCHEMAS)) {
                try (InputStream stream = resource.getInputStream()) {
                    Form form = form(registry, mapper.readTree(stream), resource.getDescription());
                    forms.put(form.code().value(), form);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the forms can't be read", e);
        }
        return new Forms(forms);
    }

    private static Form form(SchemaRegistry registry, JsonNode schema, String from) {
        JsonNode code = schema.path("form");
        JsonNode inForceFrom = schema.path("inForceFrom");
        if (!code.isString() || !inForceFrom.isString()) {
            throw new IllegalArgumentException("%s: no form or inForceFrom (expected: both as text)".formatted(from));
        }
        return new Form(
                new FormCode(code.stringValue()),
                LocalDate.parse(inForceFrom.stringValue()),
                registry.getSchema(schema));
    }

    Optional<Form> find(String code) {
        return Optional.ofNullable(forms.get(code));
    }

    Set<String> codes() {
        return forms.keySet();
    }
}
