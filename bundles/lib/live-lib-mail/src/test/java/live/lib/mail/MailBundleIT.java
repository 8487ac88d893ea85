// SPDX-License-Identifier: Apache-2.0
package live.lib.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merged bundle, alone on the class path, against a real mail server. */
class MailBundleIT {
    private static final String HOST = "127.0.0.1";
    private static final String SUBJECT = "Şikâyet: ödeme 12,50 € alınamadı 🙁";

    @TempDir
    static Path folder;

    static Path keyStore;
    static GreenMail server;

    @BeforeAll
    static void startServer() throws Exception {
        keyStore = SelfSigned.keyStoreFor(folder, HOST);
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, keyStore.toString());
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, SelfSigned.PASSWORD);
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_IMAPS),
            new ServerSetup(0, HOST, ServerSetup.PROTOCOL_POP3),
        });
        server.start();
        server.setUser("service@example.org", "service", "secret");
    }

    @AfterAll
    static void stopServer() {
        server.stop();
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
    }

    @BeforeEach
    void emptyMailboxes() throws Exception {
        server.purgeEmailFromAllMailboxes();
    }

    @Test
    void a_multipart_mail_with_an_attachment_survives_smtp_and_imap() throws Exception {
        send();
        try (Store store = open("imap", server.getImap().getPort(), new Properties())) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            Message mail = inbox.getMessage(1);
            assertThat(mail.getSubject()).isEqualTo(SUBJECT);
            Multipart mixed = (Multipart) mail.getContent();
            assertThat(mixed.getCount()).isEqualTo(2);
            Multipart alternative = (Multipart) mixed.getBodyPart(0).getContent();
            assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("Günaydın");
            assertThat(alternative.getBodyPart(1).getContent()).isEqualTo("<p>Günaydın</p>");
            BodyPart attachment = mixed.getBodyPart(1);
            assertThat(MimeUtility.decodeText(attachment.getFileName())).isEqualTo("müşteri-dekont.txt");
            assertThat(new String(attachment.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("ekteki içerik");
        }
    }

    @Test
    void idle_tells_of_a_new_mail() throws Exception {
        AtomicInteger announced = new AtomicInteger();
        try (Store store = open("imap", server.getImap().getPort(), new Properties())) {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    announced.addAndGet(event.getMessages().length);
                }
            });
            Thread idler = new Thread(() -> {
                try {
                    inbox.idle(true);
                } catch (MessagingException closed) {
                    // The count below tells whether the notice came.
                }
            });
            idler.start();
            await().until(() -> idler.getState() == Thread.State.RUNNABLE);
            send();
            await().untilAtomic(announced, org.hamcrest.Matchers.is(1));
            idler.join(10_000);
            assertThat(idler.isAlive()).isFalse();
        }
    }

    @Test
    void pop3_gives_stable_unique_ids() throws Exception {
        send();
        send();
        try (Store store = open("pop3", server.getPop3().getPort(), new Properties())) {
            POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            String first = inbox.getUID(inbox.getMessage(1));
            assertThat(first).isNotEqualTo(inbox.getUID(inbox.getMessage(2)));
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo(SUBJECT);
        }
    }

    @Test
    void implicit_tls_works_with_a_certificate_that_the_session_trusts() throws Exception {
        send();
        Properties properties = new Properties();
        properties.put("mail.imaps.ssl.socketFactory", socketFactoryTrusting(SelfSigned.trustOf(keyStore)));
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        try (Store store = open("imaps", server.getImaps().getPort(), properties)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isEqualTo(1);
        }
    }

    @Test
    void implicit_tls_refuses_an_unknown_certificate_and_a_wrong_name() throws Exception {
        assertThatThrownBy(() -> open("imaps", server.getImaps().getPort(), new Properties()))
                .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);

        Path otherName = SelfSigned.keyStoreFor(folder, "mail.example.org");
        assertThatThrownBy(() -> {
                    Properties properties = new Properties();
                    properties.put(
                            "mail.imaps.ssl.socketFactory", socketFactoryTrusting(SelfSigned.trustOf(otherName)));
                    open("imaps", server.getImaps().getPort(), properties);
                })
                .hasMessageContaining("PKIX");
    }

    @Test
    void a_bounce_is_read_as_a_delivery_status() throws Exception {
        String bounce =
                """
                From: MAILER-DAEMON@mx.example.net
                To: service@example.org
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                I'm sorry.
                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; nobody@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --b1
                Content-Type: text/rfc822-headers

                Message-ID: <original@live.example.org>
                Subject: Our answer

                --b1--
                """
                        .replace("\n", "\r\n");
        MimeMessage mail = new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(bounce.getBytes(UTF_8)));
        assertThat(mail.getContent()).isInstanceOf(MultipartReport.class);
        MultipartReport report = (MultipartReport) mail.getContent();
        DeliveryStatus status = (DeliveryStatus) report.getReport();
        assertThat(status.getRecipientDSN(0).getHeader("Status", null)).isEqualTo("5.1.1");
        assertThat(report.getReturnedMessage().getMessageID()).isEqualTo("<original@live.example.org>");
    }

    private static void send() throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", HOST);
        properties.put("mail.smtp.port", String.valueOf(server.getSmtp().getPort()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("customer@example.com"));
        mail.setRecipients(Message.RecipientType.TO, "service@example.org");
        mail.setSubject(SUBJECT, "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Günaydın", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>Günaydın</p>", "UTF-8", "html");
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(new MimeMultipart("alternative", text, html));
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setText("ekteki içerik", "UTF-8");
        attachment.setFileName("müşteri-dekont.txt");
        mail.setContent(new MimeMultipart(body, attachment));
        Transport.send(mail);
    }

    private static Store open(String protocol, int port, Properties properties) throws MessagingException {
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect(HOST, port, "service", "secret");
        return store;
    }

    private static javax.net.ssl.SSLSocketFactory socketFactoryTrusting(KeyStore trusted) throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
