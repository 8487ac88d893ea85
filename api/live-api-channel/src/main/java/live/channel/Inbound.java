// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import live.core.ExternalId;

/**
 * Something that arrived. Immutable; made with {@link #from}.
 *
 * <p>The platform refuses what breaks a limit: {@value #MAX_CONTENTS} contents, {@value #MAX_TEXT} characters of text, a
 * subject of {@value #MAX_SUBJECT}.
 */
public final class Inbound {
    public static final int MAX_CONTENTS = 500;
    public static final int MAX_TEXT = 2_000_000;
    public static final int MAX_SUBJECT = 1_000;
    public static final int MAX_REFERENCES = 100;

    /** What kind of thing it is, as far as the channel can tell. */
    public enum Nature {
        /** A person wrote it. */
        PERSONAL,
        /** A machine answered by itself: out of office. Kept and shown, never answered by a machine, never queued anew. */
        AUTOMATIC,
        /** A notice that something sent could not be delivered. */
        BOUNCE
    }

    private final Builder b;

    private Inbound(Builder builder) {
        this.b = builder;
    }

    /** Begins a message from somebody. */
    public static Builder from(Address from) {
        return new Builder(from);
    }

    public Address from() {
        return b.from;
    }

    /** Our own addresses that it went to. */
    public List<Address> to() {
        return b.to;
    }

    /** Everybody else who got it. */
    public List<Address> cc() {
        return b.cc;
    }

    /** What it is called outside; the same id from the same source is the same message. */
    public ExternalId id() {
        return Objects.requireNonNull(b.id);
    }

    /**
     * Where the id is unique, as a rule the account; two accounts that read the same mailbox name the same source.
     * Empty means the account.
     */
    public String source() {
        return b.source;
    }

    /** What ties messages of one conversation together: a thread root, the other party's number. */
    public String conversationKey() {
        return b.conversationKey;
    }

    /** Earlier messages that this one answers, nearest first; the first one that is known decides the conversation. */
    public List<ExternalId> references() {
        return b.references;
    }

    public String subject() {
        return b.subject;
    }

    public List<Content> contents() {
        return b.contents;
    }

    public Nature nature() {
        return b.nature;
    }

    /** When its sender says that it was sent; not trusted for order. */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(b.sentAt);
    }

    /** BCP 47 tag of its language, empty if the channel cannot tell. */
    public String language() {
        return b.language;
    }

    /** Whom to answer: the sender, unless the message names somebody else, as the forms of a web site do. */
    public Address replyTo() {
        return Objects.requireNonNullElse(b.replyTo, b.from);
    }

    /** What else the channel knows, for rules and for its own part of the desktop: {@code spam-score}. */
    public Map<String, String> attributes() {
        return b.attributes;
    }

    /** Makes an {@link Inbound}. Not thread-safe. */
    public static final class Builder {
        private final Address from;
        private List<Address> to = List.of();
        private List<Address> cc = List.of();
        private @org.jspecify.annotations.Nullable ExternalId id;
        private String source = "";
        private String conversationKey = "";
        private List<ExternalId> references = List.of();
        private String subject = "";
        private List<Content> contents = new ArrayList<>();
        private Nature nature = Nature.PERSONAL;
        private @org.jspecify.annotations.Nullable Instant sentAt;
        private String language = "";
        private @org.jspecify.annotations.Nullable Address replyTo;
        private Map<String, String> attributes = new LinkedHashMap<>();

        private Builder(Address from) {
            this.from = Objects.requireNonNull(from);
        }

        public Builder to(List<Address> addresses) {
            to = List.copyOf(addresses);
            return this;
        }

        public Builder cc(List<Address> addresses) {
            cc = List.copyOf(addresses);
            return this;
        }

        public Builder id(ExternalId value) {
            id = value;
            return this;
        }

        public Builder source(String value) {
            source = value;
            return this;
        }

        public Builder conversationKey(String value) {
            conversationKey = value;
            return this;
        }

        public Builder references(List<ExternalId> ids) {
            references = List.copyOf(ids);
            return this;
        }

        public Builder subject(String value) {
            subject = value;
            return this;
        }

        public Builder text(String text) {
            return content(new Content.Text(text));
        }

        public Builder html(String html) {
            return content(new Content.Html(html));
        }

        public Builder content(Content content) {
            contents.add(content);
            return this;
        }

        public Builder nature(Nature value) {
            nature = value;
            return this;
        }

        public Builder sentAt(Instant value) {
            sentAt = value;
            return this;
        }

        public Builder language(String tag) {
            language = tag;
            return this;
        }

        public Builder replyTo(Address value) {
            replyTo = value;
            return this;
        }

        public Builder attribute(String name, String value) {
            attributes.put(name, value);
            return this;
        }

        /**
         * The message.
         *
         * @throws IllegalStateException if it has no id
         */
        public Inbound build() {
            if (id == null) {
                throw new IllegalStateException("an inbound message needs an id, or it could not be told from itself");
            }
            if (conversationKey.isEmpty()) {
                conversationKey = from.kind() + ":" + from.value();
            }
            Builder copy = new Builder(from);
            copy.to = to;
            copy.cc = cc;
            copy.id = id;
            copy.source = source;
            copy.conversationKey = conversationKey;
            copy.references = references;
            copy.subject = subject;
            copy.contents = List.copyOf(contents);
            copy.nature = nature;
            copy.sentAt = sentAt;
            copy.language = language;
            copy.replyTo = replyTo;
            copy.attributes = Map.copyOf(attributes);
            return new Inbound(copy);
        }
    }
}
