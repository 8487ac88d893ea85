// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.core.ExternalId;
import live.core.MessageId;

/**
 * Message-IDs (RFC 5322, section 3.6.4), ours and theirs.
 *
 * <p>Ours is made from the platform's own id, so that every attempt to send a message carries the same one, and a bounce
 * or an answer leads back to it. A mail received is named by its Message-ID and a digest of its body, because senders
 * exist that give one Message-ID to many mails.
 */
public final class MessageIds {
    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s]{1,400})>");
    private static final Pattern OURS =
            Pattern.compile("<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.live@[^<>\\s]+>");
    private static final Pattern WITH_DIGEST = Pattern.compile("(<[^<>\\s]+>)(?:#[0-9a-f]+)?");
    private static final int LONGEST = 400;

    private MessageIds() {}

    /** The Message-ID under which a message of ours goes out. */
    public static String ours(MessageId message, String domain) {
        return "<" + message + ".live@" + domain + ">";
    }

    /** Our message behind a Message-ID, if it is one of ours. */
    public static Optional<MessageId> ours(String messageId) {
        Matcher matcher = OURS.matcher(messageId);
        return matcher.matches() ? Optional.of(MessageId.of(matcher.group(1))) : Optional.empty();
    }

    /** The first of our Message-IDs in a text, as in the body of a bounce that follows no standard; empty if none. */
    static String oursWithin(String text) {
        Matcher matcher = OURS.matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    /** What stands in a References or In-Reply-To header for a message that the platform knows by this id. */
    public static Optional<String> header(ExternalId id) {
        Matcher matcher = WITH_DIGEST.matcher(id.value());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The name of a mail received. */
    static ExternalId received(String messageId, String bodyDigest) {
        return new ExternalId(messageId + "#" + bodyDigest);
    }

    /** All ids in a header, in order, each in its brackets. */
    static List<String> in(String header) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = BRACKETED.matcher(header);
        while (matcher.find() && ids.size() < 2_000) {
            ids.add(matcher.group());
        }
        return ids;
    }

    /** The id in a Message-ID header, empty if there is none; brackets that were forgotten are added. */
    static String only(String header) {
        List<String> ids = in(header);
        if (!ids.isEmpty()) {
            return ids.get(0);
        }
        String bare = header.replaceAll("[<>\\s\\p{Cc}]+", "");
        if (bare.isEmpty()) {
            return "";
        }
        return bare.length() <= LONGEST ? "<" + bare + ">" : "<" + digest(bare) + "@too-long.invalid>";
    }

    /** Short enough for a key, and the same for the same text. */
    static String digest(String text) {
        return HexFormat.of()
                .formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 32);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
