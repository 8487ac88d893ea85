// SPDX-License-Identifier: Apache-2.0
package live.channel.tck;

import live.channel.Content;
import live.channel.Inbound;

/** What the platform refuses. */
final class Limits {
    private Limits() {}

    /** What is wrong with a message; empty if nothing is. */
    static String breach(Inbound message, MemoryBlobs blobs) {
        if (message.contents().size() > Inbound.MAX_CONTENTS) {
            return "more than " + Inbound.MAX_CONTENTS + " contents";
        }
        if (message.references().size() > Inbound.MAX_REFERENCES) {
            return "more than " + Inbound.MAX_REFERENCES + " references";
        }
        if (message.subject().length() > Inbound.MAX_SUBJECT || unstorable(message.subject())) {
            return "a subject that is too long or holds NUL";
        }
        if (message.conversationKey().length() > 512 || unstorable(message.conversationKey())) {
            return "a conversation key that is too long or holds NUL";
        }
        long text = 0;
        for (Content content : message.contents()) {
            String words =
                    content instanceof Content.Text t ? t.text() : content instanceof Content.Html h ? h.html() : "";
            text += words.length();
            if (unstorable(words)) {
                return "text with NUL";
            }
            if (content instanceof Content.Attachment attachment
                    && !blobs.holds(attachment.blob().id())) {
                return "an attachment that was never stored";
            }
        }
        boolean attribute = message.attributes().entrySet().stream()
                .anyMatch(entry -> unstorable(entry.getKey()) || unstorable(entry.getValue()));
        if (attribute) {
            return "an attribute with NUL";
        }
        return text > Inbound.MAX_TEXT ? "more than " + Inbound.MAX_TEXT + " characters" : "";
    }

    private static boolean unstorable(String text) {
        return text.indexOf('\0') >= 0;
    }
}
