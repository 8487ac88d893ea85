// SPDX-License-Identifier: Apache-2.0
package live.admin.internal.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Map;
import live.core.web.Problem;
import org.yaml.snakeyaml.LoaderOptions;

/** The file as text, and its contents as trees. Whoever wrote a file is not trusted: aliases and sizes are bounded. */
final class Yaml {
    /** Enough for the users of a very large organisation. */
    static final int LONGEST = 32 << 20;

    private static final int DEEPEST = 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper MAPPER = new ObjectMapper(YAMLFactory.builder()
            .loaderOptions(options())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private Yaml() {}

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        return options;
    }

    static String write(ObjectNode file) {
        try {
            return MAPPER.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Problem 400 if it is not such a file */
    static ObjectNode read(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw Problem.invalid("file", "file.format", "must be a file that an export wrote");
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw Problem.invalid(
                    "file",
                    "file.syntax",
                    place == null
                            ? "cannot be read as YAML"
                            : "cannot be read as YAML: line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
    }

    /** Content as a tree in which equal means the same. */
    static JsonNode tree(Object content) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> map(JsonNode tree) {
        return JSON.convertValue(tree, new TypeReference<>() {});
    }
}
