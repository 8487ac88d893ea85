// SPDX-License-Identifier: Apache-2.0
package live.ticketing.internal.store;

import java.util.Optional;
import java.util.UUID;

/**
 * Which tickets are wanted.
 *
 * @param assignee present for those of one user
 * @param unassigned those of nobody
 * @param exact whether all matches are to be counted, whatever it takes
 * @param text what they are searched for; empty for all
 */
public record TicketQuery(
        Optional<String> status,
        Optional<String> category,
        Optional<UUID> queue,
        Optional<UUID> assignee,
        boolean unassigned,
        Optional<Integer> priority,
        Optional<UUID> person,
        String text,
        Sort sort,
        boolean descending,
        int offset,
        int limit,
        boolean exact) {
    /** What lists are sorted by: only columns that an index or a small result can bear. */
    public enum Sort {
        UPDATED("updated_at"),
        CREATED("created_at"),
        NUMBER("number"),
        PRIORITY("priority"),
        SUBJECT("subject"),
        STATUS("status");

        final String column;

        Sort(String column) {
            this.column = column;
        }
    }
}
