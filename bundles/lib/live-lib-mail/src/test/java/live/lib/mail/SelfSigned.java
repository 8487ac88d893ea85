// SPDX-License-Identifier: Apache-2.0
package live.lib.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** A key pair with a self-signed certificate for a host, made by the JDK's keytool. */
final class SelfSigned {
    static final String PASSWORD = "changeit";

    private SelfSigned() {}

    static Path keyStoreFor(Path folder, String host) throws IOException, InterruptedException {
        Path store = folder.resolve(host + ".p12");
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
    static KeyStore trustOf(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            own.load(in, PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("own", own.getCertificate("server"));
        return trust;
    }
}
