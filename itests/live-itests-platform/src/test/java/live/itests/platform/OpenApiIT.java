// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import live.itest.Answer;
import live.itest.CallCentre;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the interface is one that generators of clients can work with, and it is true. */
@Running
class OpenApiIT {
    private static Rest admin;
    private static OpenAPI description;
    private static List<String> complaints;

    @BeforeAll
    static void read(Product product) {
        admin = product.admin();
        SwaggerParseResult parsed = new OpenAPIV3Parser()
                .readContents(admin.get("/api/v1/openapi.json").expect(200).text());
        description = parsed.getOpenAPI();
        complaints = parsed.getMessages();
    }

    @Test
    void it_is_valid() {
        assertThat(complaints).isEmpty();
    }

    @Test
    void every_operation_has_a_name_of_its_own_that_programs_can_have() {
        List<String> names =
                operations().values().stream().map(Operation::getOperationId).toList();

        assertThat(names).hasSizeGreaterThan(60).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]\\w+"));
    }

    @Test
    void every_operation_says_what_it_answers_and_how_it_refuses() {
        List<String> silent = new ArrayList<>();
        operations().forEach((name, operation) -> {
            Map<String, ApiResponse> answers = operation.getResponses();
            boolean told = answers.entrySet().stream()
                    .anyMatch(answer -> answer.getKey().equals("204")
                            || answer.getKey().startsWith("2") && told(answer.getValue()));
            boolean refuses = answers.containsKey("default")
                    && (operation.getSecurity() != null
                                    && operation.getSecurity().isEmpty()
                            || answers.containsKey("401") && answers.containsKey("403"));
            if (!told || !refuses) {
                silent.add(name + " " + answers.keySet());
            }
        });
        assertThat(silent).isEmpty();
        assertThat(description.getComponents().getResponses().get("Problem").getContent())
                .containsKey("application/problem+json");
    }

    private static boolean told(ApiResponse answer) {
        Content content = answer.getContent();
        return content != null && content.values().stream().allMatch(type -> type.getSchema() != null);
    }

    @Test
    void a_parameter_of_a_few_words_is_a_path_for_each() {
        assertThat(description.getPaths())
                .containsKeys("/api/v1/directory/teams/{id}", "/api/v1/admin/modules/{name}/install")
                .doesNotContainKeys("/api/v1/directory/{kind}/{id}");
    }

    @Test
    void what_is_answered_is_as_described(Product product) {
        CallCentre centre = new CallCentre(product, admin);
        centre.user("described", "agent", "described");
        centre.queue("Described", "described");
        List<String> wrong = new ArrayList<>();
        int[] asked = {0};
        operations().forEach((name, operation) -> {
            ApiResponse answer = operation.getResponses().get("200");
            String path = name.substring(name.indexOf(' ') + 1);
            if (name.startsWith("GET ") && !path.contains("{") && answer != null && answer.getContent() != null) {
                Answer got = admin.get(path);
                if (got.status() == 200 && answer.getContent().containsKey("application/json")) {
                    asked[0]++;
                    compare(
                            path,
                            got.json(),
                            answer.getContent().get("application/json").getSchema(),
                            wrong);
                }
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(asked[0]).isGreaterThan(15);
    }

    /** Whether a value has what its schema promises, and nothing that it does not tell of. */
    private static void compare(String where, JsonNode value, @Nullable Schema<?> told, List<String> wrong) {
        if (told == null) {
            wrong.add(where + " has no schema");
            return;
        }
        Schema<?> schema = resolved(told);
        if (schema.getType() == null && schema.getProperties() == null) {
            // Any JSON.
            return;
        }
        String type = schema.getType() == null ? "object" : schema.getType();
        boolean fits =
                switch (type) {
                    case "object" -> value.isObject() || schema.getProperties() == null;
                    case "array" -> value.isArray();
                    case "string" -> value.isTextual();
                    case "boolean" -> value.isBoolean();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    default -> false;
                };
        if (!fits) {
            wrong.add(where + " is no " + type + ": " + value);
            return;
        }
        if (value.isArray()) {
            value.forEach(item -> compare(where + "[]", item, schema.getItems(), wrong));
        }
        if (schema.getProperties() == null) {
            if (value.isObject() && schema.getAdditionalProperties() instanceof Schema<?> values) {
                value.forEach(item -> compare(where + ".*", item, values, wrong));
            }
            return;
        }
        if (schema.getRequired() != null) {
            schema.getRequired().stream()
                    .filter(name -> !value.has(name))
                    .forEach(name -> wrong.add(where + "." + name + " is missing"));
        }
        value.fields().forEachRemaining(field -> {
            Schema<?> property = schema.getProperties().get(field.getKey());
            if (property == null) {
                wrong.add(where + "." + field.getKey() + " is not told of");
            } else {
                compare(where + "." + field.getKey(), field.getValue(), property, wrong);
            }
        });
    }

    private static Schema<?> resolved(Schema<?> schema) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : description.getComponents().getSchemas().get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static Map<String, Operation> operations() {
        return description.getPaths().entrySet().stream()
                .flatMap(path -> path.getValue().readOperationsMap().entrySet().stream()
                        .map(operation -> Map.entry(name(path.getKey(), operation.getKey()), operation.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String name(String path, PathItem.HttpMethod method) {
        return method + " " + path;
    }
}
