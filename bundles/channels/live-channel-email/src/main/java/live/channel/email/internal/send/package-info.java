/** Makes mails and hands them to the SMTP server, knowing exactly when nobody can tell what became of one. */
@NullMarked
package live.channel.email.internal.send;

import org.jspecify.annotations.NullMarked;
