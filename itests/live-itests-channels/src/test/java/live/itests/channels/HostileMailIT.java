// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import live.itest.CallCentre;
import live.itest.MailHost;
import live.itest.Product;
import live.itest.Rest;
import live.itest.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever arrives becomes a ticket that can be read without danger. */
@Running
class HostileMailIT {
    private static final String SHOP = "hostile@shop.example";
    private static final String SENDER = "mallory@customer.example";

    private static MailHost host;
    private static Rest admin;

    @BeforeAll
    static void open(Product product) {
        host = MailHost.start().mailbox(SHOP, "shop-password").mailbox(SENDER, "password");
        admin = product.admin();
        CallCentre centre = new CallCentre(product, admin);
        centre.route(SHOP, centre.queue("Hostile", "hostile"));
        centre.emailAccount("hostile", host, SHOP, "shop-password");
    }

    @AfterAll
    static void close() {
        host.close();
    }

    @Test
    void broken_mails_are_all_taken() {
        List<String> marks = new ArrayList<>();
        corpus().forEach(mail -> {
            String mark = "hostile" + marks.size() + "mark";
            marks.add(mark);
            host.deliver(SHOP, mail.replace("@MARK@", mark));
        });

        Awaitility.await("every mail is taken")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(host.taken(SHOP)).isGreaterThanOrEqualTo(marks.size()));
        for (String mark : marks) {
            Awaitility.await(mark).atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(found(mark))
                    .as(corpus().get(marks.indexOf(mark)))
                    .hasSize(1));
        }
    }

    @Test
    void scripts_styles_and_trackers_do_not_reach_the_agent() {
        String mark = "scriptsmark";
        host.deliver(
                SHOP,
                """
                From: %s
                To: %s
                Subject: %s
                Message-ID: <script@customer.example>
                MIME-Version: 1.0
                Content-Type: text/html; charset=utf-8

                <html><head><style>body{background:url(https://tracker.example/css)}</style>
                <meta http-equiv="refresh" content="0;url=https://evil.example/"></head>
                <body onload="steal()"><script>steal()</script><p>Visible text</p>
                <img src="https://tracker.example/pixel.gif"><a href="javascript:steal()">click</a>
                <iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name=password></form>
                <svg><script>steal()</script></svg><div style="position:fixed;top:0;background:url(https://tracker.example/x)">over</div>
                </body></html>
                """
                        .formatted(SENDER, SHOP, mark));

        JsonNode message = message(mark);

        String html = message.path("html").asText();
        assertThat(html)
                .contains("Visible text")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("onload")
                .doesNotContainIgnoringCase("javascript:")
                .doesNotContainIgnoringCase("<iframe")
                .doesNotContainIgnoringCase("<form")
                .doesNotContainIgnoringCase("http-equiv")
                .doesNotContainIgnoringCase("position:fixed")
                .doesNotContain(" src=\"https://tracker.example")
                .doesNotContain("url(");
        assertThat(message.path("hasRemoteImages").asBoolean()).isTrue();
    }

    @Test
    void attachments_lose_paths_and_control_characters_and_are_only_downloaded() {
        String mark = "attachmentsmark";
        host.deliver(
                SHOP,
                """
                From: %s
                To: %s
                Subject: %s
                Message-ID: <attachment@customer.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See the page.
                --b
                Content-Type: text/html; name="../../etc/passwd.html"
                Content-Disposition: attachment; filename="../../etc/pass\u0007wd.html"

                <script>alert(1)</script>
                --b--
                """
                        .formatted(SENDER, SHOP, mark));

        JsonNode attachment = message(mark).path("attachments").get(0);

        assertThat(attachment.path("name").asText())
                .doesNotContain("/", "\\", "..", "\u0007")
                .endsWith(".html");
        var answer = admin.get("/api/v1/channels/blobs/" + attachment.path("id").asText())
                .expect(200);
        assertThat(answer.header("content-disposition")).startsWith("attachment");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).contains("sandbox");
    }

    @Test
    void what_machines_write_is_found_and_offered_to_nobody() {
        host.deliver(
                SHOP,
                """
                From: %s
                To: %s
                Subject: loopmark
                Message-ID: <loop@customer.example>
                Auto-Submitted: auto-replied
                Content-Type: text/plain

                I am out of the office.
                """
                        .formatted(SENDER, SHOP));
        host.deliver(
                SHOP, MailHost.plain(SENDER, SHOP, "afterloopmark", "<afterloop@customer.example>", "A real one."));

        Awaitility.await("the real one")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(found("afterloopmark")).hasSize(1));
        assertThat(host.inbox(SENDER)).as("answers to a robot").isEmpty();
        Awaitility.await("kept where people find it")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(found("loopmark"))
                        .extracting(ticket -> ticket.path("category").asText())
                        .containsExactly("SOLVED"));
        assertThat(found("afterloopmark").get(0).path("category").asText()).isEqualTo("OPEN");
    }

    private static List<String> corpus() {
        String head = "From: " + SENDER + "\nTo: " + SHOP + "\nMessage-ID: <@MARK@@customer.example>\n";
        StringBuilder nested = new StringBuilder(head + "Subject: @MARK@ nested\nMIME-Version: 1.0\n");
        for (int i = 0; i < 40; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        nested.append("Content-Type: text/plain\n\ndeep\n");
        byte[] tnef = {0x78, (byte) 0x9f, 0x3e, 0x22, 1, 2, 3};
        String winmail = Base64.getMimeEncoder().encodeToString(tnef);
        return List.of(
                head + "Subject: @MARK@ no body\n\n",
                head + "Subject: @MARK@ unknown charset\nContent-Type: text/plain; charset=x-klingon-7\n\nqapla\n",
                head + "Subject: =?utf-9?Q?broken=ZZ?= @MARK@\n\nbad encoded word\n",
                "From: " + SENDER + "\nTo: " + SHOP + "\nSubject: @MARK@ no message id\n\nanonymous\n",
                "From: no address at all <<>>\nTo: " + SHOP
                        + "\nSubject: @MARK@ broken from\nMessage-ID: <@MARK@@x>\n\nhm\n",
                head + "Subject: @MARK@ no boundary\nContent-Type: multipart/mixed\n\n--x\n\nlost\n",
                head
                        + "Subject: @MARK@ unclosed\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=u\n\n--u\nContent-Type: text/plain\n\nstill here\n",
                head
                        + "Subject: @MARK@ bad base64\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%%not base64%%%%\n",
                head
                        + "Subject: @MARK@ unknown encoding\nContent-Type: text/plain\nContent-Transfer-Encoding: x-rot13\n\nuryyb\n",
                head
                        + "Subject: @MARK@ winmail\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=w\n\n--w\nContent-Type: text/plain\n\nsee winmail\n--w\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
                        + winmail + "\n--w--\n",
                head + "Subject: @MARK@ nul\nContent-Type: text/plain\n\nbefore\u0000after\n",
                head + "Subject: @MARK@ " + "long ".repeat(2000) + "\n\nlong subject\n",
                head + "Date: yesterday, more or less\nSubject: @MARK@ bad date\n\nwhen?\n",
                head + "Subject: @MARK@ type nonsense\nContent-Type: ;;;===\n\nwhat?\n",
                nested.toString());
    }

    private static List<JsonNode> found(String mark) {
        return admin.all("/api/v1/ticketing/tickets?q=" + mark);
    }

    private static JsonNode message(String mark) {
        JsonNode ticket = Awaitility.await(mark)
                .atMost(Duration.ofSeconds(30))
                .until(() -> found(mark), tickets -> tickets.size() == 1)
                .get(0);
        return admin.all("/api/v1/ticketing/tickets/" + ticket.path("id").asText() + "/messages")
                .get(0);
    }
}
