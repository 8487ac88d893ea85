// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Response;
import live.core.web.Answers;
import live.core.web.Requires;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private static JsonNode document;

    public record ThingId(UUID value) {}

    public record Wish(String name) {}

    public record Thing(ThingId id, Optional<String> nick, Optional<Object> anything, List<String> names, int size) {}

    @Path("{kind: things|stuff}")
    @Requires("thing.read")
    public static final class ThingResource {
        @GET
        @Path("{id}")
        public Thing one(
                @PathParam("kind") String kind, @PathParam("id") String id, @QueryParam("limit") Integer limit) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Path("later")
        public void later(@PathParam("kind") String kind, @Suspended AsyncResponse response) {
            throw new UnsupportedOperationException();
        }

        @POST
        @Requires("thing.write")
        @Answers(value = Thing.class, status = 201)
        public Response add(@PathParam("kind") String kind, Wish wish) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeAll
    static void read() throws Exception {
        document = new ObjectMapper()
                .readTree(Json.pretty(OpenApiDocument.of(Map.of("/api/v1/x", List.of(ThingResource.class)))));
    }

    @Test
    void names_each_operation_and_each_word_of_a_path() {
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "/api/v1/x/things",
                        "/api/v1/x/things/{id}",
                        "/api/v1/x/things/later",
                        "/api/v1/x/stuff",
                        "/api/v1/x/stuff/{id}",
                        "/api/v1/x/stuff/later");
        JsonNode one = document.at("/paths/~1api~1v1~1x~1stuff~1{id}/get");
        assertThat(one.path("operationId").asText()).isEqualTo("restThingOneStuff");
        assertThat(one.path("parameters").findValuesAsText("name")).containsExactly("id", "limit");
        assertThat(one.path("x-permission").asText()).isEqualTo("thing.read");
    }

    @Test
    void tells_what_is_answered_and_what_of_it_is_always_there() {
        JsonNode add = document.at("/paths/~1api~1v1~1x~1things/post");
        String answered =
                add.at("/responses/201/content/application~1json/schema/$ref").asText();
        JsonNode thing = document.at(answered.substring(1));

        assertThat(thing.path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("id", "names", "size");
        assertThat(thing.at("/properties/id/type").asText()).isEqualTo("string");
        assertThat(thing.at("/properties/anything/type").isMissingNode())
                .as("any JSON")
                .isTrue();
    }

    @Test
    void does_not_invent_what_is_answered_later() {
        assertThat(document.at("/paths/~1api~1v1~1x~1things~1later/post/responses")
                        .fieldNames())
                .toIterable()
                .noneMatch(status -> status.startsWith("2"));
    }

    @Test
    void says_of_what_is_asked_only_what_it_may_hold() {
        String wish = document.at("/paths/~1api~1v1~1x~1things/post/requestBody/content/*~1*/schema/$ref")
                .asText();
        assertThat(document.at(wish.substring(1)).has("properties")).isTrue();
        assertThat(document.at(wish.substring(1)).has("required")).isFalse();
    }

    @Test
    void every_operation_refuses_as_a_problem_and_asks_sessions_for_their_proof() {
        JsonNode add = document.at("/paths/~1api~1v1~1x~1things/post");
        for (String status : List.of("400", "401", "403", "default")) {
            assertThat(add.at("/responses/" + status + "/$ref").asText()).isEqualTo("#/components/responses/Problem");
        }
        assertThat(add.path("security").get(0).has("csrf")).isTrue();
        assertThat(document.at("/paths/~1api~1v1~1x~1things~1{id}/get/security")
                        .get(0)
                        .has("csrf"))
                .isFalse();
        assertThat(document.at("/components/responses/Problem/content").has("application/problem+json"))
                .isTrue();
    }
}
