// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.security.GeneralSecurityException;
import java.util.Properties;
import live.channel.email.internal.net.Endpoint.Security;

/** Makes the mail library's sessions. */
public final class Sessions {
    private Sessions() {}

    /**
     * A session for one server.
     *
     * @param domain how to introduce ourselves to an SMTP server
     * @throws MessagingException if the trusted certificates cannot be read
     */
    public static Session open(Endpoint endpoint, Sockets sockets, String domain) throws MessagingException {
        String prefix = "mail." + endpoint.protocol() + ".";
        String millis = Long.toString(endpoint.timeout().toMillis());
        Properties p = new Properties();
        p.put(prefix + "host", endpoint.host());
        p.put(prefix + "port", Integer.toString(endpoint.port()));
        p.put(prefix + "connectiontimeout", millis);
        p.put(prefix + "timeout", millis);
        p.put(prefix + "socketFactory", sockets.plain());
        p.put(prefix + "socketFactory.fallback", "false");
        p.put(prefix + "ssl.enable", Boolean.toString(endpoint.security() == Security.TLS));
        p.put(prefix + "starttls.enable", Boolean.toString(endpoint.security() == Security.STARTTLS));
        p.put(prefix + "starttls.required", Boolean.toString(endpoint.security() == Security.STARTTLS));
        p.put(prefix + "ssl.checkserveridentity", "true");
        try {
            p.put(prefix + "ssl.socketFactory", sockets.tls(Trust.socketFactory(endpoint.trustedCertificates())));
        } catch (GeneralSecurityException unreadable) {
            throw new MessagingException("the trusted certificates cannot be read", unreadable);
        }
        // One connection per receiver; a pool would hide which socket hangs.
        p.put("mail.imap.connectionpoolsize", "1");
        p.put("mail.imap.throwsearchexception", "true");
        // A mail that some of its readers would not get is not sent at all, so that a repetition doubles nothing.
        p.put("mail.smtp.sendpartial", "false");
        p.put("mail.smtp.quitwait", "false");
        p.put("mail.smtp.localhost", domain);
        p.put("mail.smtp.auth", Boolean.toString(!endpoint.user().isEmpty()));
        return Session.getInstance(p);
    }
}
