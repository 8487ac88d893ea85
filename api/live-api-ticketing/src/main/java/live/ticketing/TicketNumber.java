// SPDX-License-Identifier: Apache-2.0
package live.ticketing;

/** What people call a ticket: unique per tenant, rising, with gaps. */
public record TicketNumber(long value) {
    public TicketNumber {
        if (value < 1) {
            throw new IllegalArgumentException("a ticket number is positive");
        }
    }

    @Override
    public String toString() {
        return "#" + value;
    }
}
