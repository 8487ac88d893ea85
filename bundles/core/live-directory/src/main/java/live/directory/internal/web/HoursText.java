// SPDX-License-Identifier: Apache-2.0
package live.directory.internal.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.core.HoursId;
import live.core.web.Problem;
import live.directory.Hours;

/** Opening hours as plain maps of text, as REST has them, without id, name and version. */
public final class HoursText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> APART = List.of("id", "name", "version");

    private HoursText() {}

    public static Map<String, Object> write(Hours hours) {
        Map<String, Object> text = new HashMap<>(JSON.convertValue(HoursBody.of(hours), new TypeReference<>() {}));
        text.keySet().removeAll(APART);
        return text;
    }

    /** @throws Problem 400 with everything that is wrong */
    public static Hours read(HoursId id, String name, Map<String, Object> text, long version) {
        Map<String, Object> named = new HashMap<>(text);
        for (String field : APART) {
            if (named.containsKey(field)) {
                throw Problem.invalid(field, "field.unknown", "is not a field of this");
            }
        }
        named.put("name", name);
        try {
            return JSON.convertValue(named, HoursWish.class).hours(id, version);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("", "field.type", "must be zone, week and exceptions, as an export writes them");
        }
    }
}
