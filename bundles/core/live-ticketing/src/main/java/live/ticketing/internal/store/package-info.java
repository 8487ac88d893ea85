/** The tables of tickets. */
@NullMarked
package live.ticketing.internal.store;

import org.jspecify.annotations.NullMarked;
