// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import live.core.InteractionId;
import live.routing.WorkId;

/**
 * What the engine keeps of a piece of work without looking at it: the interaction, and attributes.
 *
 * <p>As text: the interaction if it is not named like the work, then each attribute as separator, key, separator, value,
 * with the separators that ASCII has for this.
 */
record Memo(InteractionId interaction, Map<String, String> attributes) {
    private static final String RECORD = "\u001e";
    private static final String UNIT = "\u001f";

    String text(WorkId work) {
        StringBuilder text = new StringBuilder();
        if (!interaction.value().equals(work.value())) {
            text.append(interaction);
        }
        new TreeMap<>(attributes)
                .forEach((key, value) ->
                        text.append(RECORD).append(clean(key)).append(UNIT).append(clean(value)));
        return text.toString();
    }

    /** The interaction alone: asked at each change of a desk. */
    static UUID interaction(UUID work, String text) {
        int end = text.indexOf(RECORD);
        String named = end < 0 ? text : text.substring(0, end);
        return named.isEmpty() ? work : UUID.fromString(named);
    }

    static Memo of(UUID work, String text) {
        String[] parts = text.split(RECORD, -1);
        UUID interaction = interaction(work, text);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int at = parts[i].indexOf(UNIT);
            attributes.put(parts[i].substring(0, at), parts[i].substring(at + 1));
        }
        return new Memo(new InteractionId(interaction), attributes);
    }

    private static String clean(String text) {
        return text.replace(RECORD, " ").replace(UNIT, " ");
    }
}
