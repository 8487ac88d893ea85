// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates count. */
final class Trust {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private Trust() {}

    /** The system's authorities, or only the given certificates and what they signed. */
    static SSLSocketFactory socketFactory(String pem) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(pem.isBlank() ? null : keyStore(pem));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static @Nullable KeyStore keyStore(String pem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("trusted" + number++, certificate);
            }
            return store;
        } catch (IOException impossible) {
            throw new CertificateException("an empty key store cannot be made", impossible);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        // One-line fields turn line ends into spaces; the words of the frame keep theirs.
        String lines = pem.strip()
                .replace(BEGIN, "\n" + BEGIN + "\n")
                .replace("-----END CERTIFICATE-----", "\n-----END CERTIFICATE-----\n");
        StringBuilder text = new StringBuilder();
        for (String line : lines.split("\n")) {
            text.append(line.startsWith("-----") ? line.strip() : line.replaceAll("\\s+", ""))
                    .append('\n');
        }
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(
                        text.toString().replaceAll("\n+", "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
