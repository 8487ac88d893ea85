// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where somebody is reached.
 *
 * @param kind what sort of address: {@code email}, {@code tel}, {@code xmpp}
 * @param value the address in its comparable form, which the channel makes: a mail address in lower case, a number in
 *     E.164; 1 to 320 characters
 * @param name a display name as the other side gave it, empty if none; never trusted
 */
public record Address(String kind, String value, String name) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,32}");

    public Address {
        if (!WORD.matcher(kind).matches()) {
            throw new IllegalArgumentException("the kind of an address is a lower-case word");
        }
        if (value.isBlank() || value.length() > 320 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an address has 1 to 320 characters and no NUL");
        }
        name = name.replace("\0", "").strip();
        if (name.length() > 200) {
            name = name.substring(0, 200);
        }
    }

    public static Address email(String address, String name) {
        return new Address("email", address.strip().toLowerCase(Locale.ROOT), name);
    }

    public static Address of(String kind, String value) {
        return new Address(kind, value, "");
    }
}
