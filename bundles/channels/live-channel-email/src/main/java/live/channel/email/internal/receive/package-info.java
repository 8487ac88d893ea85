/** Takes mails out of mailboxes, and lets go of them there only when the platform has them. */
@NullMarked
package live.channel.email.internal.receive;

import org.jspecify.annotations.NullMarked;
