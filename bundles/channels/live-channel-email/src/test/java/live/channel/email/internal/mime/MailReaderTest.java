// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import live.channel.Address;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Inbound.Nature;
import live.channel.tck.MemoryBlobs;
import live.core.ExternalId;
import live.core.MessageId;
import org.junit.jupiter.api.Test;

/** Mails as they come, and as nobody should send them. */
class MailReaderTest {
    private static final String OURS = "service@example.org";

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final MailReader reader = new MailReader("mailbox:test", OURS, blobs);

    @Test
    void an_ordinary_mail_is_read_with_all_its_parts() throws Exception {
        Inbound mail = read(
                """
                From: =?UTF-8?Q?Ay=C5=9Fe_Y=C4=B1lmaz?= <Ayse@Example.com>
                To: Service <service@example.org>, other@example.net
                Cc: boss@example.com
                Subject: =?UTF-8?B?xZ5pa8OidmV0?=
                Message-ID: <a1@example.com>
                Date: Mon, 2 Mar 2026 09:00:00 +0300
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=utf-8

                Günaydın
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html; charset=utf-8

                <p>Günaydın <img src="cid:logo@x"></p>
                --r
                Content-Type: image/png
                Content-ID: <logo@x>
                Content-Disposition: inline; filename=logo.png
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --r--
                --a--
                --m
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*0*=UTF-8''m%C3%BC%C5%9F; filename*1*=teri.pdf
                Content-Transfer-Encoding: base64

                JVBERi0=
                --m--
                """);
        assertThat(mail.from().value()).isEqualTo("ayse@example.com");
        assertThat(mail.from().name()).isEqualTo("Ayşe Yılmaz");
        assertThat(mail.to()).extracting("value").containsExactly(OURS);
        assertThat(mail.cc()).extracting("value").containsExactly("other@example.net", "boss@example.com");
        assertThat(mail.subject()).isEqualTo("Şikâvet");
        assertThat(text(mail)).isEqualTo("Günaydın");
        assertThat(html(mail)).contains("cid:logo@x");
        assertThat(mail.sentAt()).hasValue(java.time.Instant.parse("2026-03-02T06:00:00Z"));
        assertThat(mail.nature()).isEqualTo(Nature.PERSONAL);
        List<Content.Attachment> attachments = attachments(mail);
        assertThat(attachments).hasSize(2);
        assertThat(attachments.get(0).disposition()).isEqualTo(Content.Attachment.Disposition.INLINE);
        assertThat(attachments.get(0).contentId()).isEqualTo("logo@x");
        assertThat(attachments.get(1).blob().name()).isEqualTo("müşteri.pdf");
        assertThat(blobs.bytes(attachments.get(1).blob().id())).isEqualTo("%PDF-".getBytes(UTF_8));
    }

    @Test
    void html_alone_gets_a_text_beside_it() throws Exception {
        Inbound mail = read("Content-Type: text/html\n\n<p>one</p><p>two</p>");
        assertThat(text(mail)).isEqualTo("one\n\ntwo");
        assertThat(html(mail)).isNotEmpty();
    }

    @Test
    void a_mail_with_nothing_in_it_is_still_a_mail() throws Exception {
        Inbound empty = read("");
        assertThat(empty.from().value()).isEqualTo("unknown@unknown.invalid");
        assertThat(empty.subject()).isEmpty();
        assertThat(text(empty)).isEmpty();
        assertThat(empty.id()).isEqualTo(read("").id());
        assertThat(read("From: a@b.c\n\n").from().value()).isEqualTo("a@b.c");
        assertThat(read("From: a@b.c\n\none").id())
                .isNotEqualTo(read("From: a@b.c\n\ntwo").id());
    }

    @Test
    void one_message_id_with_two_bodies_is_two_mails_and_white_space_makes_none() throws Exception {
        assertThat(read("Message-ID: <x@y>\n\none").id())
                .isNotEqualTo(read("Message-ID: <x@y>\n\ntwo").id());
        assertThat(read("Message-ID: <x@y>\nX-Relay: a\n\none \n\n").id())
                .isEqualTo(read("Message-ID: <x@y>\n\none").id());
    }

    @Test
    void a_thread_is_known_by_its_root_and_lists_its_ancestors_nearest_first() throws Exception {
        Inbound mail = read("Message-ID: <c@x>\nReferences: <root@x>\n <a@x>\n <b@x>\nIn-Reply-To: <b@x>\n\nhi");
        assertThat(mail.conversationKey()).isEqualTo("<root@x>");
        assertThat(mail.references()).extracting("value").containsExactly("<b@x>", "<a@x>", "<root@x>");
        assertThat(read("Message-ID: <c@x>\n\nhi").conversationKey()).isEqualTo("<c@x>");
    }

    @Test
    void a_thread_of_thousands_keeps_its_root_and_its_newest() throws Exception {
        StringBuilder references = new StringBuilder("<root@x>");
        for (int i = 0; i < 1_500; i++) {
            references.append("\n <").append(i).append("@x>");
        }
        Inbound mail = read("References: " + references + "\n\nhi");
        assertThat(mail.references()).hasSize(Inbound.MAX_REFERENCES);
        assertThat(mail.references().get(0).value()).isEqualTo("<1499@x>");
        assertThat(mail.references().get(99).value()).isEqualTo("<root@x>");
    }

    @Test
    void unknown_and_wrong_charsets_give_readable_text() throws Exception {
        assertThat(text(read("Content-Type: text/plain; charset=x-no-such\n\nGrüße")))
                .isEqualTo("Grüße");
        byte[] latin = "Content-Type: text/plain; charset=utf-8\n\nGrüße".getBytes(ISO_8859_1);
        assertThat(text(reader.read(RawMail.of(latin)).inbound())).isEqualTo("Grüße");
        byte[] turkish = "Content-Type: text/plain; charset=iso-8859-9\n\nşikâyet".getBytes("ISO-8859-9");
        assertThat(text(reader.read(RawMail.of(turkish)).inbound())).isEqualTo("şikâyet");
        byte[] rawHeader = "Subject: Größe\n\nx".getBytes(UTF_8);
        assertThat(reader.read(RawMail.of(rawHeader)).inbound().subject()).isEqualTo("Größe");
    }

    @Test
    void encoded_words_that_break_every_rule_are_read_as_far_as_possible() throws Exception {
        String split = Base64.getEncoder().encodeToString("Ş".getBytes(UTF_8)).substring(0, 2) + "==";
        assertThat(read("Subject: =?utf-8?Q?a=C5?= =?utf-8?Q?=9Fb?=\n\nx").subject())
                .isEqualTo("aşb");
        assertThat(read("Subject: =?x-none?Q?abc?= =?utf-8?B?!!!?= =?broken\n\nx")
                        .subject())
                .contains("abc");
        assertThat(read("Subject: =?utf-8?B?" + split + "?=\n\nx").subject()).isNotNull();
        assertThat(read("Subject: =?utf-8?Q?inject=0D=0ABcc:_x@y?=\n\nx").subject())
                .isEqualTo("inject Bcc: x@y");
    }

    @Test
    void file_names_lose_paths_and_control_characters() throws Exception {
        assertThat(nameOf("../../etc/passwd")).isEqualTo("passwd");
        assertThat(nameOf("C:\\\\Windows\\\\evil.exe")).isEqualTo("evil.exe");
        assertThat(nameOf("=?utf-8?Q?a=00=07=E2=80=AEfdp.exe?=")).isEqualTo("a fdp.exe");
        assertThat(nameOf("x".repeat(5_000) + ".pdf")).hasSizeLessThan(200).endsWith(".pdf");
        assertThat(nameOf("...")).isEqualTo("attachment.pdf");
    }

    private String nameOf(String claimed) throws IOException {
        Inbound mail = read(
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"" + claimed + "\"\n\nx");
        return attachments(mail).get(0).blob().name();
    }

    @Test
    void thirty_levels_of_nesting_are_read_and_three_hundred_do_no_harm() throws Exception {
        assertThat(text(read(nested(30)))).isEqualTo("deep down");
        Inbound abyss = read(nested(300));
        assertThat(abyss.attributes()).containsEntry("damaged", "true");
        assertThat(attachments(abyss)).extracting(a -> a.blob().name()).contains("original.eml");
    }

    private static String nested(int levels) {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
        }
        mail.append("Content-Type: text/plain\n\ndeep down\n");
        for (int i = levels - 1; i >= 0; i--) {
            mail.append("--b" + i + "--\n");
        }
        return mail.toString();
    }

    @Test
    void broken_multiparts_give_what_they_hold() throws Exception {
        assertThat(text(read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nno end")))
                .isEqualTo("no end");
        assertThat(text(read("Content-Type: multipart/mixed\n\n--b\n\nno boundary named\n--b--")))
                .isEqualTo("no boundary named");
        assertThat(text(read("Content-Type: multipart/mixed; boundary=other\n\nnobody divides this")))
                .contains("nobody divides this");
        assertThat(text(read("Content-Type: ;;;=garbage/\n\nx"))).isNotNull();
        assertThat(text(read("Content-Type: text/plain; charset\nContent-Transfer-Encoding: x-wild\n\nplain")))
                .isEqualTo("plain");
    }

    @Test
    void damaged_base64_gives_what_can_be_decoded() throws Exception {
        assertThat(text(read("Content-Transfer-Encoding: base64\n\naGVs\n***\nbG8=\n~~")))
                .startsWith("hel");
    }

    @Test
    void a_flood_of_headers_and_a_flood_of_parts_do_no_harm() throws Exception {
        String headers = "X-Flood: 0123456789012345678901234567890123456789\n".repeat(100_000);
        assertThat(text(read("Subject: first\n" + headers + "\nbody"))).isEqualTo("body");
        String parts = "--b\n\n".repeat(100_000);
        Inbound flooded = read("Content-Type: multipart/mixed; boundary=b\n\n" + parts + "--b--");
        assertThat(flooded.contents().size()).isLessThanOrEqualTo(Inbound.MAX_CONTENTS);
        assertThat(flooded.attributes()).containsEntry("damaged", "true");
    }

    @Test
    void more_text_than_the_platform_takes_becomes_an_attachment() throws Exception {
        Inbound mail = read("Content-Type: text/plain\n\n" + "word ".repeat(500_000));
        assertThat(text(mail).length()).isLessThanOrEqualTo(400_000);
        assertThat(attachments(mail)).extracting(a -> a.blob().name()).containsExactly("mail.txt");
    }

    @Test
    void flowed_lines_are_joined() throws Exception {
        assertThat(text(read("Content-Type: text/plain; format=flowed\n\none \ntwo\n> quoted \n> more\n-- \nAda")))
                .isEqualTo("one two\n> quoted more\n-- \nAda");
    }

    @Test
    void a_nul_never_reaches_the_platform() throws Exception {
        assertThat(text(read("Subject: a\0b\n\nc\0d"))).isEqualTo("cd");
        assertThat(read("Subject: a\0b\n\nc").subject()).doesNotContain("\0");
    }

    @Test
    void what_outlook_packs_into_winmail_dat_is_unpacked() throws Exception {
        String tnef = Base64.getMimeEncoder().encodeToString(TnefSamples.withFile("Rechnung März.pdf", "%PDF-1"));
        Inbound mail = read("Content-Type: application/ms-tnef; name=winmail.dat\n"
                + "Content-Transfer-Encoding: base64\n\n" + tnef);
        assertThat(attachments(mail))
                .extracting(a -> a.blob().name())
                .containsExactly("winmail.dat", "Rechnung März.pdf");
        assertThat(blobs.bytes(attachments(mail).get(1).blob().id())).isEqualTo("%PDF-1".getBytes(UTF_8));
    }

    @Test
    void a_bounce_leads_to_the_message_that_bounced() throws Exception {
        MessageId message = MessageId.next();
        ReadMail bounce = reader.read(RawMail.of(crlf(
                """
                From: MAILER-DAEMON@mx.example.net
                Return-Path: <>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; nobody@example.net
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user

                --b
                Content-Type: message/rfc822

                Message-ID: %s
                Subject: Our answer

                Text
                --b--
                """
                        .formatted(MessageIds.ours(message, "example.org")))));
        assertThat(bounce.inbound().nature()).isEqualTo(Nature.BOUNCE);
        assertThat(bounce.answerable()).isFalse();
        // It stands in the conversation of what has bounced.
        assertThat(bounce.inbound().references())
                .containsExactly(new ExternalId(MessageIds.ours(message, "example.org")));
        assertThat(bounce.receipts())
                .containsExactly(new ReadMail.Receipt(
                        message, new Delivery.Failed("email.recipient.unknown", "550 5.1.1 no such user", false)));
    }

    @Test
    void a_bounce_that_follows_no_standard_leads_to_its_message_too() throws Exception {
        MessageId message = MessageId.next();
        String ours = MessageIds.ours(message, "example.org");
        ReadMail bounce = reader.read(RawMail.of(
                crlf("From: MAILER-DAEMON@mx.example.net\nReturn-Path: <>\n\nReturned:\nMessage-ID: " + ours + "\n")));
        assertThat(bounce.inbound().references()).containsExactly(new ExternalId(ours));
        assertThat(bounce.receipts()).extracting(ReadMail.Receipt::message).containsExactly(message);
        ReadMail forwarded = reader.read(RawMail.of(crlf("From: a@b.c\n\nYou wrote Message-ID: " + ours + "\n")));
        assertThat(forwarded.receipts()).isEmpty();
        assertThat(forwarded.inbound().references()).isEmpty();
    }

    @Test
    void whom_a_mail_wants_answered_is_answered_unless_it_names_us() throws Exception {
        assertThat(read("From: noreply@shop.example\nReply-To: Ada <ada@b.example>\n\nx")
                        .replyTo())
                .isEqualTo(Address.email("ada@b.example", "Ada"));
        assertThat(read("From: a@b.c\nReply-To: " + OURS + "\n\nx").replyTo().value())
                .isEqualTo("a@b.c");
        assertThat(read("From: a@b.c\nReply-To: nonsense\n\nx").replyTo().value())
                .isEqualTo("a@b.c");
    }

    @Test
    void machines_are_told_from_people() throws Exception {
        assertThat(read("Auto-Submitted: auto-replied\n\nx").nature()).isEqualTo(Nature.AUTOMATIC);
        assertThat(read("Auto-Submitted: no\n\nx").nature()).isEqualTo(Nature.PERSONAL);
        assertThat(read("Precedence: bulk\n\nx").nature()).isEqualTo(Nature.AUTOMATIC);
        assertThat(read("Return-Path: <>\n\nx").nature()).isEqualTo(Nature.AUTOMATIC);
        Inbound echo = read("Message-ID: " + MessageIds.ours(MessageId.next(), "example.org") + "\n\nx");
        assertThat(echo.nature()).isEqualTo(Nature.AUTOMATIC);
        assertThat(echo.attributes()).containsEntry("loop", "own-message");
    }

    @Test
    void only_the_storage_makes_reading_fail() {
        blobs.full(true);
        assertThatThrownBy(() -> read("Content-Type: application/pdf\n\nx")).isInstanceOf(IOException.class);
    }

    @Test
    void random_damage_to_a_mail_never_makes_reading_fail() throws Exception {
        byte[] whole = crlf(nested(5).replace("deep down", "text =?utf-8?Q?x?= \u00e4"));
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Inbound mail = reader.read(RawMail.of(damaged)).inbound();
            assertThat(mail.subject()).doesNotContain("\0");
            assertThat(text(mail)).doesNotContain("\0");
        }
    }

    private Inbound read(String mail) throws IOException {
        return reader.read(RawMail.of(crlf(mail))).inbound();
    }

    private static byte[] crlf(String mail) {
        return mail.replace("\n", "\r\n").getBytes(UTF_8);
    }

    private static String text(Inbound mail) {
        StringBuilder text = new StringBuilder();
        mail.contents().forEach(content -> text.append(content instanceof Content.Text words ? words.text() : ""));
        return text.toString();
    }

    private static String html(Inbound mail) {
        StringBuilder html = new StringBuilder();
        mail.contents().forEach(content -> html.append(content instanceof Content.Html page ? page.html() : ""));
        return html.toString();
    }

    private static List<Content.Attachment> attachments(Inbound mail) {
        return mail.contents().stream()
                .filter(Content.Attachment.class::isInstance)
                .map(Content.Attachment.class::cast)
                .toList();
    }
}
