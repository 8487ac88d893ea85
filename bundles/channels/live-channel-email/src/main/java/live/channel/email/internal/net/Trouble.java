// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * What went wrong with a mail server, for an administrator.
 *
 * @param code stable: {@code email.login.refused}
 * @param reason what is wrong and what to do
 */
public record Trouble(String code, String reason) {
    private static final int LONGEST_QUOTE = 200;

    /** Finds the words for a failure. Never holds the password, whatever the server repeats. */
    public static Trouble of(Throwable failure, Endpoint server) {
        List<Throwable> chain = chain(failure);
        String name = server.name();
        if (has(chain, UnknownHostException.class)) {
            return new Trouble(
                    "email.host.unknown", "No server is known by the name " + server.host() + ": check its spelling.");
        }
        if (has(chain, FileSystemException.class) || chain.stream().anyMatch(Trouble::noSpace)) {
            return new Trouble(
                    "email.storage.failed",
                    "A large mail could not be put aside on this machine: see whether its disk is full."
                            + " The mail stays on its server.");
        }
        if (failure instanceof AuthenticationFailedException) {
            return new Trouble(
                    "email.login.refused",
                    name + " refuses the user or the password"
                            + quote(failure, server)
                            + ": check both; some providers want a password made for applications.");
        }
        if (has(chain, FolderNotFoundException.class)) {
            return new Trouble("email.folder.missing", "The folder does not exist on " + name + ": check its name.");
        }
        Trouble tls = tls(chain, server);
        if (tls != null) {
            return tls;
        }
        if (has(chain, ConnectException.class) || has(chain, NoRouteToHostException.class)) {
            return chain.stream().anyMatch(t -> String.valueOf(t.getMessage()).contains("timed out"))
                    ? silent(name)
                    : new Trouble(
                            "email.connection.refused",
                            "Nothing answers at " + name + ": check the port, the server and firewalls between.");
        }
        if (has(chain, SocketTimeoutException.class)) {
            return silent(name);
        }
        return new Trouble(
                "email.server.trouble", "The conversation with " + name + " failed" + quote(failure, server) + ".");
    }

    /** The one sign of a full disk that Java gives while it writes. */
    private static boolean noSpace(Throwable failure) {
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).startsWith("No space left");
    }

    private static Trouble silent(String name) {
        return new Trouble(
                "email.server.silent",
                name + " does not answer in time: check the port, the kind of security, and firewalls between.");
    }

    private static @org.jspecify.annotations.Nullable Trouble tls(List<Throwable> chain, Endpoint server) {
        String said = chain.stream()
                .map(t -> String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT))
                .reduce("", (a, b) -> a + " " + b);
        String name = server.name();
        if (said.contains("starttls") && said.contains("required")) {
            return new Trouble("email.tls.missing", name + " offers no STARTTLS: choose TLS, or another port.");
        }
        if (has(chain, CertificateExpiredException.class)) {
            return new Trouble("email.tls.expired", "The certificate of " + name + " has expired: have it renewed.");
        }
        if (said.contains("verify identity")
                || said.contains("subject alternative")
                || said.contains("no name matching")) {
            return new Trouble(
                    "email.tls.name",
                    "The certificate of " + name + " is made for another name: use the name that stands in it.");
        }
        if (has(chain, CertPathBuilderException.class) || has(chain, CertPathValidatorException.class)) {
            return new Trouble(
                    "email.tls.untrusted",
                    "The certificate of " + name
                            + " is not signed by an authority that is trusted: add its own authority's certificate.");
        }
        if (has(chain, GeneralSecurityException.class) && said.contains("trusted certificates")) {
            return new Trouble("email.tls.unreadable", "The trusted certificates cannot be read: paste them as PEM.");
        }
        if (has(chain, SSLException.class)) {
            return new Trouble(
                    "email.tls.failed",
                    name + " does not speak TLS as expected: check the kind of security and the port.");
        }
        return null;
    }

    private static String quote(Throwable failure, Endpoint server) {
        String said = String.valueOf(failure.getMessage())
                .replaceAll("[\\p{Cc}\\s]+", " ")
                .strip();
        if (!server.password().isEmpty()) {
            said = said.replace(server.password(), "***");
        }
        if (!server.user().isEmpty()) {
            said = said.replace(server.user(), "***");
        }
        said = said.length() > LONGEST_QUOTE ? said.substring(0, LONGEST_QUOTE) : said;
        return said.isEmpty() || said.equals("null") ? "" : " (" + said + ")";
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        List<Throwable> open = new ArrayList<>(List.of(failure));
        while (!open.isEmpty() && chain.size() < 30) {
            Throwable next = open.remove(0);
            chain.add(next);
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            if (next instanceof MessagingException mail && mail.getNextException() != null) {
                open.add(mail.getNextException());
            }
        }
        return chain;
    }
}
