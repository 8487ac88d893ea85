// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.channel.ChannelStatus;
import live.channel.ConnectionTest.Step;
import live.channel.Delivery;
import live.channel.tck.RehearsalHost;
import live.channel.tck.RehearsalMessage;
import live.lib.mail.SelfSigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS in both ways, and what the test of a connection says when anything about it is wrong. */
class SecurityIT {
    @TempDir
    static Path folder;

    private MailPeer peer;
    private Path keys;
    private TlsFront imap;
    private TlsFront smtp;

    @BeforeEach
    void start() throws Exception {
        keys = SelfSigned.keyStoreFor(folder, "localhost");
        peer = new MailPeer("IMAP", Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        imap.close();
        smtp.close();
        peer.close();
    }

    private Map<String, String> secured(String security) throws Exception {
        boolean fromTheStart = security.equals("TLS");
        imap = new TlsFront(peer.server.getImap().getPort(), SelfSigned.serverTls(keys), fromTheStart);
        smtp = new TlsFront(peer.server.getSmtp().getPort(), SelfSigned.serverTls(keys), fromTheStart);
        Map<String, String> settings = new HashMap<>(peer.settings());
        settings.put("receiveHost", "localhost");
        settings.put("receivePort", "" + imap.port());
        settings.put("receiveSecurity", security);
        settings.put("sendPort", "" + smtp.port());
        settings.put("sendSecurity", security);
        settings.put("trustedCertificates", SelfSigned.pemOf(keys));
        return settings;
    }

    @Test
    void mails_go_both_ways_with_tls_from_the_start() throws Exception {
        mailsGoBothWays(secured("TLS"));
    }

    @Test
    void mails_go_both_ways_with_starttls() throws Exception {
        mailsGoBothWays(secured("STARTTLS"));
    }

    private void mailsGoBothWays(Map<String, String> settings) throws Exception {
        EmailChannel channel =
                new EmailChannel(Settings.form(settings), Map.of("service.pid", EmailAccount.PID + "~tls"));
        RehearsalHost.Ledger ledger = new RehearsalHost.Ledger();
        try (RehearsalHost host = new RehearsalHost(channel.info(), ledger)) {
            channel.start(host);
            await().atMost(java.time.Duration.ofSeconds(20)).until(() -> host.state() == ChannelStatus.State.UP);
            peer.write("ada", "one", "secret");
            await().until(() -> ledger.accepted().size() == 1);
            Delivery delivery = channel.send(RehearsalMessage.text(peer.address("ada"), "one", "also secret"))
                    .toCompletableFuture()
                    .get();
            assertThat(delivery).isInstanceOf(Delivery.Sent.class);
            channel.stop();
        }
    }

    @Test
    void the_test_of_good_settings_names_every_step() throws Exception {
        List<Step> steps = new EmailConnectionTest().test(secured("STARTTLS"));
        assertThat(steps).allMatch(Step::ok);
        assertThat(steps)
                .extracting(Step::name)
                .containsExactly(
                        "IMAP server name",
                        "IMAP connection",
                        "IMAP sign-in",
                        "IMAP folder",
                        "SMTP server name",
                        "SMTP connection",
                        "SMTP sign-in");
    }

    @Test
    void the_test_says_exactly_what_is_wrong() throws Exception {
        Map<String, String> good = secured("TLS");
        assertFails(good, "receiveHost", "no-such-server.invalid", "email.host.unknown");
        assertFails(good, "receivePort", "" + freePort(), "email.connection.refused");
        assertFails(good, "receivePassword", "wrong", "email.login.refused");
        assertFails(good, "folder", "Nowhere", "email.folder.missing");
        assertFails(good, "trustedCertificates", "", "email.tls.untrusted");
        assertFails(good, "receiveHost", "127.0.0.1", "email.tls.name");
        assertFails(good, "receiveSecurity", "STARTTLS", "email.server.silent");
        assertFails(good, "sendPort", "" + freePort(), "email.connection.refused");
        assertFails(good, "trustedCertificates", "garbage", "email.tls.unreadable");
        assertFails(good, "protocol", "FAX", "email.settings.invalid");
        Map<String, String> plain = new HashMap<>(good);
        plain.put("receivePort", "" + peer.server.getImap().getPort());
        assertFails(plain, "receiveSecurity", "TLS", "email.tls.failed");
        assertFails(plain, "receiveSecurity", "STARTTLS", "email.tls.missing");
    }

    private static void assertFails(Map<String, String> good, String setting, String value, String code) {
        Map<String, String> bad = new HashMap<>(good);
        bad.put(setting, value);
        List<Step> steps = new EmailConnectionTest().test(bad);
        Step last = steps.get(steps.size() - 1);
        assertThat(last.code()).as("%s=%s: %s", setting, value, steps).isEqualTo(code);
        assertThat(last.ok()).isFalse();
        assertThat(last.message()).isNotBlank().doesNotContain(MailPeer.PASSWORD);
    }

    private static int freePort() throws Exception {
        try (java.net.ServerSocket probe = new java.net.ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
