// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.admin.internal.form.Form.Attribute;
import live.admin.internal.form.Form.Option;
import live.admin.internal.form.Form.Type;
import live.core.web.Checks;
import live.core.web.Problem;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final Form FORM = new Form(
            "live.test",
            true,
            "Test",
            "",
            "live-test",
            List.of(
                    attribute("host", Type.STRING, 0, List.of(), true),
                    attribute("port", Type.INTEGER, 0, List.of("993"), true),
                    attribute("password", Type.PASSWORD, 0, List.of(), true),
                    attribute("security", Type.STRING, 0, List.of("TLS"), true),
                    attribute("folders", Type.STRING, 3, List.of("INBOX"), false),
                    attribute("active", Type.BOOLEAN, 0, List.of("true"), false)));

    @Test
    void valuesOfEveryTypeAreReadAndShownAgain() throws Exception {
        Map<String, List<String>> values = read(
                "{\"host\":\"mail.example.org\",\"port\":143,\"password\":\"hunter2\",\"folders\":[\"A\",\"B\"],\"active\":false}",
                false);

        assertThat(Values.show(FORM, values))
                .containsEntry("host", "mail.example.org")
                .containsEntry("port", 143L)
                .containsEntry("folders", List.of("A", "B"))
                .containsEntry("active", false)
                .containsEntry("password", Map.of("set", true))
                .doesNotContainKey("security");
    }

    @Test
    void aPasswordIsNeverShown() {
        assertThat(Values.show(FORM, Map.of("password", List.of("secret:1"))).toString())
                .doesNotContain("secret");
    }

    @Test
    void aPasswordThatIsShownComesBackAsItIs() throws Exception {
        assertThat(read("{\"host\":\"h\",\"password\":{\"set\":true}}", true)).doesNotContainKey("password");
    }

    @Test
    void whatABrowserSendsAsTextIsANumberToo() throws Exception {
        assertThat(read("{\"host\":\"h\",\"port\":\"25\"}", true)).containsEntry("port", List.of("25"));
    }

    @Test
    void anEmptiedNumberMeansTheDefault() throws Exception {
        assertThat(read("{\"host\":\"h\",\"port\":\"\"}", true)).doesNotContainKey("port");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> read(
                        "{\"port\":70000,\"security\":\"MAYBE\",\"active\":\"perhaps\",\"folders\":[\"1\",\"2\",\"3\",\"4\"],\"nonsense\":1}",
                        false));

        assertThat(problem.fields())
                .extracting(field -> field.field() + " " + field.code())
                .containsExactlyInAnyOrder(
                        "values.host field.missing",
                        "values.port field.range",
                        "values.password field.missing",
                        "values.security field.option",
                        "values.active field.type",
                        "values.folders field.long",
                        "values.nonsense field.unknown");
    }

    @Test
    void aStructureWhereOneValueBelongsIsRefused() {
        Problem problem = catchThrowableOfType(Problem.class, () -> read("{\"host\":{\"a\":1},\"port\":[1,2]}", true));

        assertThat(problem.fields()).extracting(Problem.Field::field).contains("values.host", "values.port");
    }

    private static Map<String, List<String>> read(String json, boolean kept) throws JsonProcessingException {
        Map<String, JsonNode> given = new ObjectMapper().readValue(json, new TypeReference<Map<String, JsonNode>>() {});
        Checks checks = new Checks();
        Map<String, List<String>> values = Values.read(FORM, given, checks);
        Values.complete(FORM, values, kept, checks);
        checks.done();
        return values;
    }

    private static Attribute attribute(String id, Type type, int cardinality, List<String> defaults, boolean required) {
        List<Option> options =
                id.equals("security") ? List.of(new Option("TLS", "TLS"), new Option("NONE", "None")) : List.of();
        Optional<String> max = type == Type.INTEGER ? Optional.of("65535") : Optional.empty();
        return new Attribute(id, id, "", type, cardinality, options, defaults, required, Optional.of("1"), max);
    }
}
