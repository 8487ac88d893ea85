/** Tickets: opened, placed, changed, followed and found. */
@NullMarked
package live.ticketing.internal;

import org.jspecify.annotations.NullMarked;
