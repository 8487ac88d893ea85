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
    /** Those that something happened to last, by what they are searched for. */
    public static TicketQuery latest(String text, int limit) {
        return latest(Optional.empty(), text, limit, false);
    }

    /** Those of a person that something happened to last, all of them counted. */
    public static TicketQuery latestOf(UUID person, int limit) {
        return latest(Optional.of(person), "", limit, true);
    }

    private static TicketQuery latest(Optional<UUID> person, String text, int limit, boolean exact) {
        return new TicketQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                person,
                text,
                Sort.UPDATED,
                true,
                0,
                limit,
                exact);
    }

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
