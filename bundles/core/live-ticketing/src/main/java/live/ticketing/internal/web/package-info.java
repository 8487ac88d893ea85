/** REST and push of tickets. */
@NullMarked
package live.ticketing.internal.web;

import org.jspecify.annotations.NullMarked;
