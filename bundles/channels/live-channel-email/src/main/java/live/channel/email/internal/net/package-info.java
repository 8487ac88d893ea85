/** Connections to mail servers: sessions, TLS, sockets that can be closed at once, and what went wrong in plain words. */
@NullMarked
package live.channel.email.internal.net;

import org.jspecify.annotations.NullMarked;
