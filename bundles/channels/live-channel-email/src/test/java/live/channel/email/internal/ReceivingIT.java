// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import live.channel.ChannelStatus;
import live.channel.Content;
import live.channel.Inbound;
import live.channel.tck.RehearsalHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large mails, wrong passwords and the other days on which receiving is hard. */
class ReceivingIT {
    private MailPeer peer;
    private EmailChannel channel;
    private RehearsalHost host;
    private final RehearsalHost.Ledger ledger = new RehearsalHost.Ledger();

    private void start(String protocol, Map<String, String> settings) throws Exception {
        peer = new MailPeer(protocol, settings);
        startChannel();
    }

    private void startChannel() {
        channel = (EmailChannel) peer.channel();
        host = new RehearsalHost(channel.info(), ledger);
        channel.start(host);
    }

    @AfterEach
    void stop() throws Exception {
        stopChannel();
        peer.close();
    }

    private void stopChannel() throws InterruptedException {
        channel.stop();
        host.close();
        assertThat(host.breaches()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void a_large_attachment_arrives_whole(String protocol) throws Exception {
        start(protocol, Map.of("timeoutSeconds", "20"));
        byte[] bytes = new byte[40_000_000];
        new Random(1).nextBytes(bytes);
        peer.deliver(mailWith(bytes));
        await().atMost(Duration.ofSeconds(120)).until(() -> ledger.accepted().size() == 1);
        Content.Attachment attachment = attachment(ledger.accepted().get(0));
        assertThat(attachment.blob().name()).isEqualTo("large.bin");
        assertThat(host.blobs().bytes(attachment.blob().id())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void of_a_mail_beyond_the_limit_the_beginning_is_taken_and_its_sender_told(String protocol) throws Exception {
        start(protocol, Map.of("largestMegabytes", "1", "afterTaking", "DELETE", "timeoutSeconds", "20"));
        peer.deliver(mailWith(new byte[3_000_000]));
        await().atMost(Duration.ofSeconds(60)).until(() -> ledger.accepted().size() == 1);
        Inbound mail = ledger.accepted().get(0);
        assertThat(mail.attributes()).containsKey("too-large");
        assertThat(((Content.Text) mail.contents().get(0)).text())
                .contains("large.bin")
                .contains("see attachment");
        await().atMost(Duration.ofSeconds(30)).until(() -> !peer.mailsOf("ada").isEmpty());
        MimeMessage told = peer.mailsOf("ada").get(0);
        assertThat(told.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(told.getHeader("In-Reply-To")).containsExactly("<large@customers.example>");
        assertThat(told.getContent().toString()).contains("\"Große Datei\"").contains("4 MB");
        // The rest of it is nowhere else, so it stays.
        assertThat(peer.inbox().getMessages()).hasSize(1);
        assertThat(peer.mailsOf("ada")).hasSize(1);
    }

    @Test
    void a_wrong_password_is_told_and_not_tried_in_a_loop() throws Exception {
        start("IMAP", Map.of("receivePassword", "wrong"));
        await().until(() -> host.state() == ChannelStatus.State.DOWN);
        ChannelStatus status = host.statuses().get(host.statuses().size() - 1);
        assertThat(status.code()).isEqualTo("email.login.refused");
        assertThat(status.reason()).contains("password");
        await().during(Duration.ofSeconds(3)).until(() -> peer.receiving.connections() == 0);
    }

    @Test
    void storage_that_is_full_leaves_the_mail_where_it_is() throws Exception {
        start("IMAP", Map.of());
        await().until(() -> host.state() == ChannelStatus.State.UP);
        host.blobs().full(true);
        peer.deliver(mailWith("small".getBytes(UTF_8)));
        await().during(Duration.ofSeconds(2)).until(() -> peer.unconfirmed() == 1);
        assertThat(ledger.accepted()).isEmpty();
        host.blobs().full(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.accepted().size() == 1);
    }

    @Test
    void a_mailbox_that_was_rebuilt_is_read_again_and_nothing_is_doubled() throws Exception {
        start("IMAP", Map.of());
        peer.write("ada", "one", "hello");
        await().until(() -> peer.unconfirmed() == 0 && ledger.accepted().size() == 1);
        stopChannel();
        // Another UIDVALIDITY shows every mail under new numbers and without its marks.
        peer.inbox().deleteAllMessages();
        peer.writeAgain();
        startChannel();
        await().until(() -> ledger.duplicates() == 1);
        await().until(() -> peer.unconfirmed() == 0);
        assertThat(ledger.accepted()).hasSize(1);
    }

    @Test
    void a_thousand_waiting_mails_are_taken_once_each() throws Exception {
        start("IMAP", Map.of("afterTaking", "DELETE"));
        stopChannel();
        for (int i = 0; i < 1_500; i++) {
            peer.write("person" + i, "c" + i, "mail " + i);
        }
        startChannel();
        await().atMost(Duration.ofSeconds(60)).until(() -> peer.inbox().getMessageCount() == 0);
        assertThat(ledger.accepted()).hasSize(1_500);
        assertThat(ledger.duplicates()).isZero();
    }

    private static MimeMessage mailWith(byte[] attachment) throws Exception {
        String mail =
                """
                From: Ada <ada@customers.example>
                To: service@example.org
                Subject: =?utf-8?Q?Gro=C3=9Fe_Datei?=
                Message-ID: <large@customers.example>
                Content-Type: multipart/mixed; boundary=b

                --b

                see attachment
                --b
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename=large.bin
                Content-Transfer-Encoding: base64

                %s
                --b--
                """
                        .formatted(java.util.Base64.getMimeEncoder().encodeToString(attachment));
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.replaceAll("\r?\n", "\r\n").getBytes(UTF_8)));
    }

    private static Content.Attachment attachment(Inbound mail) {
        return mail.contents().stream()
                .filter(Content.Attachment.class::isInstance)
                .map(Content.Attachment.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void who_wrote_too_large_a_mail_is_told_once_and_not_again_after_a_restart(String protocol) throws Exception {
        start(protocol, Map.of("largestMegabytes", "1", "timeoutSeconds", "20"));
        peer.deliver(mailWith(new byte[3_000_000]));
        await().atMost(Duration.ofSeconds(60)).until(() -> peer.mailsOf("ada").size() == 1);
        stopChannel();
        int before = ledger.handedOver();
        startChannel();
        peer.write("bob", "two", "behind it");
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.accepted().size() == 2);
        if (protocol.equals("POP3")) {
            assertThat(ledger.handedOver()).as("read again").isEqualTo(before + 2);
        }
        peer.write("ada", "three", "and another");
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.accepted().size() == 3);
        assertThat(peer.mailsOf("ada")).hasSize(1);
    }

    @Test
    void a_line_that_dies_silently_while_idle_is_noticed_and_replaced() throws Exception {
        start("IMAP", Map.of());
        peer.write("ada", "one", "before");
        await().until(() -> ledger.accepted().size() == 1);
        peer.receiving.silence();
        await().atMost(Duration.ofSeconds(30)).until(() -> host.state() == ChannelStatus.State.DOWN);
        peer.receiving.cut();
        peer.receiving.mend();
        peer.write("ada", "two", "after");
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger.accepted().size() == 2);
        await().until(() -> host.state() == ChannelStatus.State.UP);
    }

    @Test
    void a_quiet_mailbox_stays_up_however_long_the_idle_lasts() throws Exception {
        start("IMAP", Map.of("timeoutSeconds", "1", "pollSeconds", "4"));
        await().until(() -> host.state() == ChannelStatus.State.UP);
        await().during(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(10))
                .until(() -> host.statuses().size() == 1);
        peer.write("ada", "one", "still listening?");
        await().until(() -> ledger.accepted().size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void a_mail_that_its_server_does_not_hand_out_holds_up_no_other(String protocol) throws Exception {
        peer = new MailPeer(protocol, Map.of("afterTaking", "DELETE"));
        boolean imap = protocol.equals("IMAP");
        int server =
                imap ? peer.server.getImap().getPort() : peer.server.getPop3().getPort();
        for (int i = 0; i < 5; i++) {
            peer.write("ada", "c" + i, "mail " + i);
        }
        long bad = imap ? peer.inbox().getMessages().get(0).getUid() : 1;
        try (StubbornServer stubborn = new StubbornServer(server, bad)) {
            peer.settings().put("receivePort", "" + stubborn.port());
            startChannel();
            await().until(() -> ledger.accepted().size() == 4);
            await().until(() -> host.state() == ChannelStatus.State.DEGRADED);
            assertThat(host.statuses().get(host.statuses().size() - 1).code()).isEqualTo("email.mail.withheld");
            await().until(() -> peer.inbox().getMessageCount() == 1);
            peer.write("ada", "later", "one more");
            await().until(() -> ledger.accepted().size() == 5);
            assertThat(stubborn.refusals()).isLessThan(40);
        }
    }

    @Test
    void a_folder_to_move_to_that_is_missing_is_said_and_no_mail_is_fetched_for_nothing() throws Exception {
        start("IMAP", Map.of("afterTaking", "MOVE", "moveTo", "Done"));
        peer.write("ada", "one", "hello");
        await().until(() -> host.state() == ChannelStatus.State.DOWN);
        assertThat(host.statuses().get(host.statuses().size() - 1).code()).isEqualTo("email.folder.missing");
        assertThat(ledger.handedOver()).isZero();
        peer.folder("Done");
        await().atMost(Duration.ofSeconds(40)).until(() -> ledger.accepted().size() == 1);
        await().until(() -> peer.inbox().getMessageCount() == 0);
    }
}
