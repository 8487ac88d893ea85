// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.regex.Pattern;

/**
 * One configured account of a channel, for example {@code email/support}.
 *
 * @param kind what the channel speaks, one lower-case word: {@code email}, {@code sms-smpp}
 * @param name which account, as the administrator named it: the part after the tilde of the factory configuration's PID
 */
public record ChannelId(String kind, String name) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public ChannelId {
        if (!WORD.matcher(kind).matches() || !WORD.matcher(name).matches()) {
            throw new IllegalArgumentException("kind and name of a channel are 1 to 63 of a-z, 0-9, '.', '_' and '-'");
        }
    }

    /**
     * Reads {@code kind/name}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static ChannelId of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a channel id reads kind/name");
        }
        return new ChannelId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
