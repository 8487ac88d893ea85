/** Reads what mail programs of all ages send, however broken, and never fails on a mail. */
@NullMarked
package live.channel.email.internal.mime;

import org.jspecify.annotations.NullMarked;
