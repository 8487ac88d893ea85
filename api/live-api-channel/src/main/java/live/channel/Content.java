// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.util.Map;
import live.core.BlobInfo;

/** A part of a message. */
public sealed interface Content {
    /** Plain text; lines end with a line feed. */
    record Text(String text) implements Content {}

    /**
     * HTML as it came, or as the agent's editor made it. Never shown without sanitising, which the platform does.
     */
    record Html(String html) implements Content {}

    /** An attachment. */
    record Attachment(BlobInfo blob, Disposition disposition, String contentId) implements Content {
        /** Whether it stands in the text, as a picture does, or beside it. */
        public enum Disposition {
            INLINE,
            ATTACHED
        }
    }

    /** The answers of a form, by field. */
    record Form(Map<String, String> fields) implements Content {}

    /** Something that only this channel and its part of the desktop understand. */
    record Custom(String type, String json) implements Content {}
}
