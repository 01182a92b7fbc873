package noroshi.api.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import noroshi.core.Problem;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * 問題の応答の記載. Says of each operation with which problems it can be answered, where it does not say so itself,
 * and leaves out the tags that no operation bears.
 */
final class ProblemAnswers implements GlobalOpenApiCustomizer {

    private static final String PROBLEM_JSON = "application/problem+json";

    /** 問題. One kind of answer that is no good one. */
    private record Kind(String status, String name, String description, String code, String detail) {

        ApiResponse response() {
            var response = new ApiResponse()
                    .description(description)
                    .content(new Content()
                            .addMediaType(
                                    PROBLEM_JSON,
                                    new MediaType()
                                            .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                                            .addExamples(
                                                    code,
                                                    new Example()
                                                            .summary(detail)
                                                            .value(example()))));
            return status.equals("503")
                    ? response.addHeaderObject(
                            "Retry-After",
                            new Header()
                                    .description("Seconds after which to ask again.")
                                    .schema(new IntegerSchema().example(2)))
                    : response;
        }

        private Map<String, Object> example() {
            return Map.of(
                    "type",
                    "urn:noroshi:problem:" + code,
                    "title",
                    detail,
                    "status",
                    Integer.parseInt(status),
                    "code",
                    code,
                    "detail",
                    detail,
                    "errors",
                    List.of());
        }
    }

    private static final Kind MALFORMED =
            new Kind("400", "Malformed", "The request can't be read.", "PARAMETER_INVALID", "パラメータに誤りがあります");
    private static final Kind UNAUTHENTICATED =
            new Kind("401", "Unauthenticated", "There is no valid token.", "UNAUTHENTICATED", "有効なトークンがありません");
    private static final Kind FORBIDDEN =
            new Kind("403", "Forbidden", "The role never has this operation.", "FORBIDDEN", "この役割では行えない操作です");
    private static final Kind NOT_FOUND =
            new Kind("404", "NotFound", "It does not exist, or the caller may not see it.", "NOT_FOUND", "見つかりません");
    private static final Kind CONFLICT = new Kind(
            "409",
            "Conflict",
            "It does not fit what was recorded before, or others were faster.",
            "CONCURRENT_CHANGE",
            "同時に変更されたため処理できませんでした。もう一度お試しください");
    private static final Kind TOO_LARGE =
            new Kind("413", "TooLarge", "The body is more than 1 MiB.", "CONTENT_TOO_LARGE", "本文は1 MiB以下にしてください");
    private static final Kind UNACCEPTABLE =
            new Kind("422", "Unacceptable", "The content is not valid; every fault is named.", "INVALID", "内容に誤りがあります");
    private static final Kind UNAVAILABLE = new Kind(
            "503", "Unavailable", "Not available at the moment; ask again.", "UNAVAILABLE", "一時的に応答できません。もう一度お試しください");

    private static final List<Kind> OF_READING = List.of(MALFORMED, UNAUTHENTICATED, FORBIDDEN, UNAVAILABLE);
    private static final List<Kind> OF_CHANGING =
            List.of(MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, UNACCEPTABLE, UNAVAILABLE);

    @Override
    public void customise(OpenAPI document) {
        Set<Kind> used = new TreeSet<>(Comparator.comparing(Kind::status));
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    List<Kind> kinds =
                            method == HttpMethod.GET ? path.contains("{") ? withNotFound() : OF_READING : OF_CHANGING;
                    for (Kind kind : kinds) {
                        if (addUnlessTold(operation, kind)) {
                            used.add(kind);
                        }
                    }
                    if (operation.getRequestBody() != null && addUnlessTold(operation, TOO_LARGE)) {
                        used.add(TOO_LARGE);
                    }
                }));
        if (!used.isEmpty()) {
            ModelConverters.getInstance(true)
                    .readAll(Problem.class)
                    .forEach((name, schema) -> document.getComponents().addSchemas(name, schema));
            used.forEach(kind -> document.getComponents().addResponses(kind.name(), kind.response()));
        }
        keepUsedTags(document);
    }

    private static List<Kind> withNotFound() {
        return List.of(MALFORMED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, UNAVAILABLE);
    }

    private static boolean addUnlessTold(Operation operation, Kind kind) {
        ApiResponses responses = operation.getResponses();
        if (responses.containsKey(kind.status())) {
            return false;
        }
        responses.addApiResponse(kind.status(), new ApiResponse().$ref("#/components/responses/" + kind.name()));
        return true;
    }

    private static void keepUsedTags(OpenAPI document) {
        Set<String> used = document.getPaths().values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .map(Operation::getTags)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        document.setTags(document.getTags().stream()
                .filter(tag -> used.contains(tag.getName()))
                .sorted(Comparator.comparing(Tag::getName))
                .toList());
    }
}
