// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import live.core.FreePort;
import live.itest.Commands;
import live.itest.Product;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS without a proxy, switched on in the file and with the lines that the guide names. */
class TlsIT {
    private static final String PASSWORD = "key-store-password";

    @TempDir
    Path folder;

    @Test
    void the_product_speaks_tls_and_keeps_its_sessions_to_it() throws Exception {
        Path keys = keys();
        int port = FreePort.find();
        try (Product product = Product.fresh("tls")) {
            String shipped = Files.readString(product.home().resolve("etc/org.ops4j.pax.web.cfg"))
                    .replace("secure.enabled = false", "secure.enabled = true")
                    .replaceAll("(?m)^# (org\\.o)", "$1")
                    .replace("= 8443", "= " + port)
                    .replace("${karaf.etc}/server.p12", keys.toString())
                    .replaceAll("(?m)password =\\s*$", "password = " + PASSWORD);
            product.configuration("org.ops4j.pax.web.cfg", shipped).start();
            HttpClient client = client(keys);
            URI session = URI.create("https://127.0.0.1:" + port + "/api/v1/security/session");

            HttpResponse<String> answer = Awaitility.await("the port")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () -> client.send(
                                    HttpRequest.newBuilder(session)
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofString("{\"login\":\"admin\",\"password\":\""
                                                    + product.adminPassword() + "\"}"))
                                            .build(),
                                    BodyHandlers.ofString()),
                            got -> got.statusCode() == 200);

            assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                    .startsWith("__Host-live_session=")
                    .contains("; Secure");
            assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            product.rest().get("/health").expect(200);
        }
    }

    /** As an administrator makes one to try it. */
    private Path keys() {
        Path file = folder.resolve("server.p12");
        Commands.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        return file;
    }

    private static HttpClient client(Path keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", trusted.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }
}
