/** The ledger's tables. */
@NullMarked
package live.channels.internal.store;

import org.jspecify.annotations.NullMarked;
