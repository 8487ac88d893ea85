// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.channel.Address;

/** Addresses out of headers that may be anything. */
final class MailAddresses {
    /** Stands for a sender that cannot be read; reserved, so no mail ever reaches it (RFC 2606, section 2). */
    static final Address NOBODY = Address.email("unknown@unknown.invalid", "");

    private static final Pattern BARE = Pattern.compile("[^\\s<>\",;:()\\[\\]]{1,200}@[^\\s<>\",;:()]{1,118}");
    private static final int MOST = 200;

    private MailAddresses() {}

    /** Every distinct address, in order. */
    static List<Address> in(String header) {
        if (header.isBlank()) {
            return List.of();
        }
        String line = Charsets.repairHeader(HeaderText.cut(header, 100_000)).replaceAll("[\\r\\n\\t\\x00]+", " ");
        Map<String, Address> found = new LinkedHashMap<>();
        try {
            for (InternetAddress address : InternetAddress.parseHeader(line, false)) {
                if (address.isGroup()) {
                    for (Address member : in(line.replaceAll("^[^:]*:|;\\s*$", ""))) {
                        found.putIfAbsent(member.value(), member);
                    }
                } else {
                    add(found, address.getAddress(), address.getPersonal());
                }
            }
        } catch (AddressException broken) {
            Matcher bare = BARE.matcher(line);
            while (bare.find()) {
                add(found, bare.group(), "");
            }
        }
        List<Address> addresses = new ArrayList<>(found.values());
        return addresses.size() > MOST ? addresses.subList(0, MOST) : addresses;
    }

    private static void add(Map<String, Address> found, String address, String personal) {
        Matcher bare = BARE.matcher(address == null ? "" : address);
        if (bare.find()) {
            String name = personal == null ? "" : HeaderText.decode(personal, 200);
            Address readable = Address.email(bare.group(), name);
            found.putIfAbsent(readable.value(), readable);
        }
    }
}
