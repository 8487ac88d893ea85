/** Shell commands of the channels. */
@NullMarked
package live.channels.internal.shell;

import org.jspecify.annotations.NullMarked;
