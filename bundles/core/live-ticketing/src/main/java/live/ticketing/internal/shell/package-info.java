/** Shell commands of tickets. */
@NullMarked
package live.ticketing.internal.shell;

import org.jspecify.annotations.NullMarked;
