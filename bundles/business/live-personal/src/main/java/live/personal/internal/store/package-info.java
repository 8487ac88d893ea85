/** What people set for themselves and what they were told, in tables. */
@NullMarked
package live.personal.internal.store;

import org.jspecify.annotations.NullMarked;
