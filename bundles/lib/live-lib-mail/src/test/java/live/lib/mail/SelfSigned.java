// SPDX-License-Identifier: Apache-2.0
package live.lib.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** A key pair with a self-signed certificate for a host, made by the JDK's keytool. */
public final class SelfSigned {
    public static final String PASSWORD = "changeit";

    private SelfSigned() {}

    /** A key store with one; made once for a folder. */
    public static Path keyStoreFor(Path folder, String host) throws IOException, InterruptedException {
        Path store = folder.resolve(host + ".p12");
        if (Files.exists(store)) {
            return store;
        }
        String san = Character.isDigit(host.charAt(0)) ? "ip:" + host : "dns:" + host;
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=" + san,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return store;
    }

    /** What a client needs to trust exactly this certificate. */
    public static KeyStore trustOf(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("own", open(keyStore).getCertificate("server"));
        return trust;
    }

    /** The certificate as administrators paste it. */
    public static String pemOf(Path keyStore) throws IOException, GeneralSecurityException {
        byte[] certificate = open(keyStore).getCertificate("server").getEncoded();
        return "-----BEGIN CERTIFICATE----- " + Base64.getMimeEncoder().encodeToString(certificate)
                + " -----END CERTIFICATE-----";
    }

    /** TLS for a server with that certificate. */
    public static SSLSocketFactory serverTls(Path keyStore) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open(keyStore), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private static KeyStore open(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            own.load(in, PASSWORD.toCharArray());
        }
        return own;
    }
}
