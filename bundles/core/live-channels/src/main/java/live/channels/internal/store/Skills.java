// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import live.core.LiveException;
import live.core.SkillId;

/** Skills with their levels as a JSON object. */
final class Skills {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Skills() {}

    static String json(Map<SkillId, Integer> skills) {
        return skills.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static Map<SkillId, Integer> read(String json) {
        try {
            Map<SkillId, Integer> skills = new LinkedHashMap<>();
            JsonNode node = JSON.readTree(json);
            node.properties()
                    .forEach(entry -> skills.put(
                            SkillId.of(entry.getKey()), entry.getValue().asInt()));
            return skills;
        } catch (JsonProcessingException e) {
            throw new LiveException("channels.skills.unreadable", "stored skills could not be read", e);
        }
    }
}
