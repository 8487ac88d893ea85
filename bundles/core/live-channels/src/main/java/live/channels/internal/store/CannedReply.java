// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import live.core.TeamId;
import live.core.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A text that agents put into their answers.
 *
 * @param owner whose alone it is; empty = it is shared
 * @param team whose it is if it is shared; empty = everybody's
 * @param texts what it says, in one language or several
 * @param version counts changes, from 1 on
 */
public record CannedReply(
        UUID id, String name, Optional<UserId> owner, Optional<TeamId> team, List<Text> texts, long version) {
    public CannedReply {
        texts = List.copyOf(texts);
    }

    /**
     * What it says in a language.
     *
     * @param language as ISO 639-1 names it; null = whatever language is spoken
     * @param html harmless, with placeholders
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Text(@Nullable String language, String html) {}

    /** Whether people beside its owner use it. */
    public boolean shared() {
        return owner.isEmpty();
    }
}
