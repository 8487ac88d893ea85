// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import live.channel.Address;
import live.channel.ChannelStatus;
import live.channel.Content;
import live.channel.Content.Attachment.Disposition;
import live.channel.Delivery;
import live.channel.Outbound;
import live.channel.tck.RehearsalHost;
import live.channel.tck.RehearsalMessage;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.lib.mail.ScriptedSmtp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out, and what is told of it. */
class SendingTest {
    private static final Address ADA = Address.email("ada@customers.example", "Ada Ş.");

    private ScriptedSmtp smtp;
    private EmailChannel channel;
    private RehearsalHost host;

    @BeforeEach
    void start() throws Exception {
        smtp = new ScriptedSmtp();
        channel = new EmailChannel(
                Settings.form(Map.of(
                        "address", "Service@Example.org",
                        "senderName", "Größe & Co",
                        "protocol", "NONE",
                        "sendHost", "127.0.0.1",
                        "sendPort", "" + smtp.port(),
                        "sendSecurity", "NONE",
                        "timeoutSeconds", "2",
                        "sendConnections", "1")),
                Map.of("service.pid", EmailAccount.PID + "~Only Sending"));
        host = new RehearsalHost(channel.info(), new RehearsalHost.Ledger());
        // No user: the server offers no sign-in, and none is tried.
        channel.start(host);
    }

    @AfterEach
    void stop() throws Exception {
        channel.stop();
        host.close();
        smtp.close();
        assertThat(host.breaches()).isEmpty();
    }

    @Test
    void the_account_is_called_as_its_configuration() {
        assertThat(channel.info().id().toString()).isEqualTo("email/only-sending");
    }

    @Test
    void the_same_message_has_the_same_message_id_at_every_attempt() throws Exception {
        RehearsalMessage message = RehearsalMessage.text(ADA, "c", "hello");
        smtp.answer(".", "451 later");
        assertThat(send(message)).isInstanceOf(Delivery.Failed.class);
        smtp.behave();
        Delivery sent = send(message);
        assertThat(sent).isEqualTo(new Delivery.Sent(new ExternalId("<" + message.id() + ".live@example.org>")));
        assertThat(smtp.mails()).hasSize(2);
        assertThat(mail(0).getMessageID()).isEqualTo(mail(1).getMessageID());
    }

    @Test
    void what_is_refused_for_now_may_be_repeated_and_what_is_refused_may_not() {
        smtp.answer("RCPT", "450 4.2.0 greylisted");
        assertThat(send("hi")).isEqualTo(new Delivery.Failed("email.refused.for-now", "450 4.2.0 greylisted", true));
        smtp.answer("RCPT", "550 5.1.1 nobody here");
        assertThat(send("hi"))
                .isEqualTo(new Delivery.Failed("email.recipient.refused", "550 5.1.1 nobody here", false));
        smtp.behave();
        smtp.answer(".", "554 5.7.1 spam");
        assertThat(send("hi")).isEqualTo(new Delivery.Failed("email.message.refused", "554 5.7.1 spam", false));
        smtp.answer(".", "552 5.3.4 too big");
        assertThat(((Delivery.Failed) send("hi")).code()).isEqualTo("email.message.too-large");
        smtp.behave();
        assertThat(send("hi")).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    void a_connection_that_breaks_before_the_data_has_sent_nothing() {
        smtp.answer("DATA", ScriptedSmtp.BREAK);
        Delivery delivery = send("hi");
        assertThat(delivery).isInstanceOfSatisfying(Delivery.Failed.class, failed -> {
            assertThat(failed.retryable()).isTrue();
        });
        assertThat(smtp.mails()).isEmpty();
    }

    @Test
    void a_connection_that_breaks_after_the_last_byte_leaves_everybody_in_doubt() {
        smtp.answer(".", ScriptedSmtp.BREAK);
        assertThat(send("hi")).isInstanceOf(Delivery.Unknown.class);
        assertThat(smtp.mails()).hasSize(1);
    }

    @Test
    void an_address_that_is_none_fails_for_good() {
        RehearsalMessage message = RehearsalMessage.text(Address.of("email", "not an address"), "c", "hi");
        assertThat(send(message)).isInstanceOfSatisfying(Delivery.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("email.address.invalid");
            assertThat(failed.retryable()).isFalse();
        });
    }

    @Test
    void an_answer_stands_in_its_thread() throws Exception {
        List<ExternalId> references = List.of(
                new ExternalId("<b@x>#0123456789abcdef0123456789abcdef"),
                new ExternalId("<a@x>"),
                new ExternalId("#0123456789abcdef0123456789abcdef"),
                new ExternalId("<root@x>"));
        send(RehearsalMessage.of(ADA, "<root@x>", "Re: Frage", List.of(new Content.Text("hi")), references));
        send(RehearsalMessage.of(ADA, "<root@x>", "Frage", List.of(new Content.Text("hi")), references));
        assertThat(mail(0).getSubject()).isEqualTo("Re: Frage");
        assertThat(mail(1).getSubject()).isEqualTo("Re: Frage");
        assertThat(mail(0).getHeader("In-Reply-To", null)).isEqualTo("<b@x>");
        assertThat(mail(0).getHeader("References", null).split("\\s+")).containsExactly("<root@x>", "<a@x>", "<b@x>");
    }

    @Test
    void html_comes_with_text_pictures_and_attachments() throws Exception {
        byte[] bytes = "ekteki içerik".repeat(10_000).getBytes(UTF_8);
        send(RehearsalMessage.of(
                ADA,
                "c",
                "Ödeme\r\nBcc: victim@example.net",
                List.of(
                        new Content.Html("<p>Günaydın <img src=\"cid:logo\"></p>"),
                        new Content.Attachment(
                                host.blobs().keep("logo.png", "image/png", new byte[] {1, 2, 3}),
                                Disposition.INLINE,
                                "logo"),
                        new Content.Attachment(
                                host.blobs().keep("müşteri dekont.txt", "text/plain", bytes),
                                Disposition.ATTACHED,
                                "")),
                List.of()));
        MimeMessage mail = mail(0);
        assertThat(mail.getSubject()).isEqualTo("Ödeme Bcc: victim@example.net");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getFrom()[0].toString()).contains("service@example.org");
        Multipart mixed = (Multipart) mail.getContent();
        Multipart alternative = (Multipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("Günaydın");
        Multipart related = (Multipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getBodyPart(0).getContent().toString()).contains("cid:logo");
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo>");
        assertThat(MimeUtility.decodeText(mixed.getBodyPart(1).getFileName())).isEqualTo("müşteri dekont.txt");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void what_a_machine_wrote_says_so() throws Exception {
        RehearsalMessage message = RehearsalMessage.text(ADA, "c", "We got it.");
        send(new RehearsalMessage(
                MessageId.next(),
                InteractionId.next(),
                1,
                "c",
                message.to(),
                List.of(),
                List.of(),
                "Re",
                message.contents(),
                List.of(),
                true,
                0,
                Instant.now(),
                Map.of()));
        assertThat(mail(0).getHeader("Auto-Submitted")).containsExactly("auto-replied");
    }

    @Test
    void a_server_that_comes_back_is_noticed_without_a_message() {
        await().until(() -> host.state() == ChannelStatus.State.UP);
    }

    @Test
    void a_server_that_turns_us_away_is_not_asked_again_for_each_mail_that_waits() {
        await().until(() -> host.state() == ChannelStatus.State.UP);
        smtp.answer("EHLO", "554 go away");
        smtp.answer("HELO", "554 go away");
        smtp.answer(".", ScriptedSmtp.BREAK);
        send("breaks the open connection");
        int before = smtp.greetings();
        for (int i = 0; i < 30; i++) {
            assertThat(send("mail " + i))
                    .isInstanceOfSatisfying(Delivery.Failed.class, failed -> assertThat(failed.retryable())
                            .isTrue());
        }
        assertThat(smtp.greetings() - before).isLessThan(5);
        smtp.behave();
        await().atMost(Duration.ofSeconds(30)).until(() -> send("at last") instanceof Delivery.Sent);
    }

    @Test
    void behind_a_server_that_says_nothing_no_mail_is_in_doubt_that_was_not_begun() {
        await().until(() -> host.state() == ChannelStatus.State.UP);
        smtp.answer("MAIL", ScriptedSmtp.SILENCE);
        List<CompletableFuture<Delivery>> sends = IntStream.range(
                        0, channel.info().window())
                .mapToObj(i -> channel.send(RehearsalMessage.text(ADA, "c" + i, "hello"))
                        .toCompletableFuture())
                .toList();
        for (CompletableFuture<Delivery> send : sends) {
            Delivery delivery = send.completeOnTimeout(
                            new Delivery.Unknown("nobody knows"),
                            channel.info().sendLimit().toMillis(),
                            TimeUnit.MILLISECONDS)
                    .join();
            assertThat(delivery).isInstanceOfSatisfying(Delivery.Failed.class, failed -> assertThat(failed.retryable())
                    .isTrue());
        }
        assertThat(smtp.mails()).isEmpty();
    }

    private Delivery send(String text) {
        return send(RehearsalMessage.text(ADA, "c", text));
    }

    private Delivery send(Outbound message) {
        return channel.send(message)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private MimeMessage mail(int number) throws Exception {
        byte[] bytes = smtp.mails().get(number).getBytes(StandardCharsets.ISO_8859_1);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}
