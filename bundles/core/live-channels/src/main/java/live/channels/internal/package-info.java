/** The ledger of contacts and the runtime of channels. */
@NullMarked
package live.channels.internal;

import org.jspecify.annotations.NullMarked;
