// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

/**
 * Where a ticket stands. Statuses are data; each belongs to one fixed category.
 *
 * @param code stable, lower case: {@code on-hold}
 */
public record Status(String code, Category category) {
    /** What a status means to clocks and lists. */
    public enum Category {
        /** Somebody here has to act. */
        OPEN,
        /** The customer, or somebody else outside, has to act. */
        WAITING,
        /** Done; a new message of the customer opens it again. */
        SOLVED,
        /** Done for good; a new message opens a new ticket. */
        CLOSED
    }
}
