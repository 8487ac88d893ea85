// SPDX-License-Identifier: Apache-2.0
package live.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.core.Response;
import live.core.LiveException;
import live.core.web.Problem;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures = new Failures();
    private final ObjectMapper json = Json.mapper();

    public record Order(List<Item> items) {}

    public record Item(int amount) {}

    @Test
    void a_problem_says_what_it_says() {
        Response answer = failures.toResponse(Problem.conflict("a.b.c", "It changed.", Map.of("version", 2)));

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getMediaType()).hasToString("application/problem+json");
        assertThat(text(answer))
                .contains(
                        "\"code\":\"a.b.c\"",
                        "\"detail\":\"It changed.\"",
                        "\"current\":{\"version\":2}",
                        "\"trace\":");
    }

    @Test
    void a_refusal_for_now_says_when_to_come_again() {
        Response answer = failures.toResponse(Problem.tooOften("a.b", "Wait.", Duration.ofMillis(1_200)));

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
    }

    @Test
    void an_unknown_failure_does_not_leak_its_text() {
        Response answer = failures.toResponse(new IllegalStateException("the password is 1234"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(text(answer)).contains("\"code\":\"internal\"").doesNotContain("1234", "IllegalState");
    }

    @Test
    void a_failure_of_the_platform_keeps_its_code() {
        assertThat(text(failures.toResponse(new LiveException("keys.corrupt", "secret things"))))
                .contains("\"code\":\"keys.corrupt\"")
                .doesNotContain("secret");
    }

    @Test
    void a_database_that_is_away_is_a_matter_of_waiting_and_a_violated_constraint_is_a_bug() {
        Response away = failures.toResponse(new RuntimeException(new SQLException("connection refused", "08001")));
        Response bug = failures.toResponse(new RuntimeException(new SQLException("duplicate key (anna)", "23505")));

        assertThat(away.getStatus()).isEqualTo(503);
        assertThat(away.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(bug.getStatus()).isEqualTo(500);
        assertThat(text(bug)).doesNotContain("anna");
    }

    @Test
    void a_wrong_field_is_named_by_its_path_and_its_value_is_not_repeated() {
        Response answer = failures.toResponse(catching("{\"items\":[{\"amount\":1},{\"amount\":\"secret\"}]}"));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(text(answer)).contains("\"field\":\"items[1].amount\"").doesNotContain("secret");
        assertThat(text(failures.toResponse(catching("{\"items\":[],\"more\":1}"))))
                .contains("\"field\":\"more\"", "field.unknown");
        assertThat(text(failures.toResponse(catching("{\"items\":[{\"amount\":"))))
                .contains("request.json");
    }

    @Test
    void what_jax_rs_refuses_is_a_problem_too() {
        Response answer = failures.toResponse(new NotFoundException("/etc/passwd"));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(text(answer)).contains("request.path.unknown").doesNotContain("passwd");
    }

    @Test
    void gzip_is_taken_from_those_who_say_so() {
        assertThat(Compression.accepts("gzip, deflate, br")).isTrue();
        assertThat(Compression.accepts("br;q=1.0, GZIP;q=0.8")).isTrue();
        assertThat(Compression.accepts("gzip;q=0")).isFalse();
        assertThat(Compression.accepts("identity")).isFalse();
        assertThat(Compression.accepts(null)).isFalse();
    }

    private Exception catching(String body) {
        try {
            json.readValue(body, Order.class);
            throw new AssertionError("was read");
        } catch (JsonMappingException e) {
            return e;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return e;
        }
    }

    private String text(Response answer) {
        try {
            return json.writeValueAsString(answer.getEntity());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
