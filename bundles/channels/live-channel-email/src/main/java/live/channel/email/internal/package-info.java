/** The e-mail channel: an account, its settings, and the test of its settings. */
@NullMarked
package live.channel.email.internal;

import org.jspecify.annotations.NullMarked;
