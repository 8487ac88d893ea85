// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import java.time.Duration;

/**
 * A mail server and how to sign in.
 *
 * @param protocol {@code imap}, {@code pop3} or {@code smtp}
 * @param user empty to send without signing in
 * @param trustedCertificates PEM; if not blank, only these and what they signed are trusted
 * @param timeout how long to wait for a connection or an answer
 */
public record Endpoint(
        String protocol,
        String host,
        int port,
        Security security,
        String user,
        String password,
        String trustedCertificates,
        Duration timeout) {
    /** How the connection is protected. */
    public enum Security {
        /** TLS from the first byte. */
        TLS,
        /** TLS by command; refused if the server does not offer it. */
        STARTTLS,
        NONE
    }

    /** Whom the administrator should look at. */
    public String name() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return protocol + "://" + name();
    }
}
