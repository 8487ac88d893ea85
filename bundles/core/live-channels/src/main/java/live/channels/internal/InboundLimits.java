// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.util.Optional;
import live.channel.Acceptance;
import live.channel.Content;
import live.channel.Inbound;

/** What a message may hold. Checked before it is queued for its commit, because a bad row costs all of a batch. */
final class InboundLimits {
    private static final int MAX_KEY = 512;
    private static final int MAX_ADDRESSES = 1_000;

    private InboundLimits() {}

    /** Why a message cannot be taken, if so. */
    static Optional<Acceptance> check(Inbound message) {
        if (message.contents().size() > Inbound.MAX_CONTENTS) {
            return refused("inbound.contents.too-many", "more than " + Inbound.MAX_CONTENTS + " contents");
        }
        if (message.subject().length() > Inbound.MAX_SUBJECT) {
            return refused("inbound.subject.too-long", "a subject of more than " + Inbound.MAX_SUBJECT + " characters");
        }
        if (message.subject().indexOf('\0') >= 0 || has(message.conversationKey()) || has(message.source())) {
            return refused("inbound.text.nul", "subject, conversation key or source hold a NUL");
        }
        if (message.conversationKey().length() > MAX_KEY || message.source().length() > MAX_KEY) {
            return refused(
                    "inbound.key.too-long", "a conversation key or source of more than " + MAX_KEY + " characters");
        }
        if (message.to().size() + message.cc().size() > MAX_ADDRESSES) {
            return refused("inbound.addresses.too-many", "more than " + MAX_ADDRESSES + " addresses");
        }
        if (text(message) > Inbound.MAX_TEXT) {
            return refused("inbound.text.too-large", "more than " + Inbound.MAX_TEXT + " characters of text");
        }
        return Optional.empty();
    }

    private static boolean has(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static long text(Inbound message) {
        long length = 0;
        for (Content content : message.contents()) {
            if (content instanceof Content.Text text) {
                length += text.text().length();
            } else if (content instanceof Content.Html html) {
                length += html.html().length();
            } else if (content instanceof Content.Custom custom) {
                length += custom.json().length();
            } else if (content instanceof Content.Form form) {
                length += form.fields().entrySet().stream()
                        .mapToLong(field ->
                                field.getKey().length() + field.getValue().length())
                        .sum();
            }
        }
        return length;
    }

    private static Optional<Acceptance> refused(String code, String reason) {
        return Optional.of(new Acceptance.Refused(code, reason));
    }
}
