// SPDX-License-Identifier: Apache-2.0
package live.core.notice;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.core.Principal;
import live.core.UserId;
import live.core.event.NewEvent;

/**
 * Something that somebody is to be told, in the desktop's bell, until it was read. It is an event: write {@link #told}
 * with the transaction that causes it, and it comes whatever runs at the moment.
 *
 * @param to whom
 * @param kind {@code module.thing}; the module's part of the desktop has the words for it
 * @param path where it leads in the desktop: {@code /inbox/018f…}
 * @param values ids and codes for the words, no personal data
 */
public record Notice(UserId to, String kind, String path, Map<String, String> values) {
    /** Type of the event; its data are {@code to}, {@code kind}, {@code path} and {@code values}. */
    public static final String TOLD = "core.notice.told";

    private static final Pattern CODE = Pattern.compile("[\\w.:/?=&-]{1,200}");
    private static final int MOST_VALUES = 20;

    /** @throws IllegalArgumentException if anything is no code, or there are too many values */
    public Notice {
        values = Map.copyOf(values);
        if (!code(kind)
                || !code(path)
                || !path.startsWith("/")
                || path.startsWith("//")
                || values.size() > MOST_VALUES
                || !values.entrySet().stream().allMatch(each -> code(each.getKey()) && code(each.getValue()))) {
            throw new IllegalArgumentException("a notice holds ids and codes alone");
        }
    }

    private static boolean code(String text) {
        return CODE.matcher(text).matches();
    }

    /**
     * The event that tells it.
     *
     * @param aggregate what it is about
     * @param actor who causes it
     */
    public NewEvent told(UUID aggregate, Principal actor) {
        String said = new TreeMap<>(values)
                .entrySet().stream()
                        .map(each -> "\"" + each.getKey() + "\":\"" + each.getValue() + "\"")
                        .collect(Collectors.joining(","));
        return new NewEvent(
                TOLD,
                aggregate,
                actor,
                "{\"to\":\"" + to + "\",\"kind\":\"" + kind + "\",\"path\":\"" + path + "\",\"values\":{" + said
                        + "}}");
    }
}
