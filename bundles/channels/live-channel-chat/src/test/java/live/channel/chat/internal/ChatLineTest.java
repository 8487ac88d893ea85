// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import live.channel.Channel;
import live.channel.Content;
import live.channel.Delivery;
import live.channel.Inbound;
import live.channel.Sign;
import live.channel.SignAware;
import live.channel.tck.RehearsalHost;
import live.channel.tck.RehearsalMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers say at the chat, and what they are told. */
class ChatLineTest {
    private final Street street = new Street();
    private final RehearsalHost.Ledger ledger = new RehearsalHost.Ledger();
    private final Channel channel = street.channel();
    private final RehearsalHost host = new RehearsalHost(channel.info(), ledger);

    @BeforeEach
    void start() {
        channel.start(host);
    }

    @AfterEach
    void stop() throws Exception {
        channel.stop();
        host.close();
        street.close();
        assertThat(host.breaches()).isEmpty();
    }

    private static void awaited(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    private static String text(Inbound message) {
        return ((Content.Text) message.contents().get(0)).text();
    }

    @Test
    void text_is_taken_as_it_stands_whatever_it_looks_like() {
        String evil = "<script>alert(1)</script> \" ' & \\u0000 ';drop table message;--";
        street.page("eve").write(evil);
        awaited(() -> assertThat(ledger.accepted()).hasSize(1));
        assertThat(text(ledger.accepted().get(0))).isEqualTo(evil);
    }

    @Test
    void invisible_characters_are_left_out() {
        street.page("eve").write("a\u0000b\u001bc\r\nd");
        awaited(() -> assertThat(ledger.accepted()).hasSize(1));
        assertThat(text(ledger.accepted().get(0))).isEqualTo("abc\nd");
    }

    @Test
    void what_is_too_long_or_empty_is_refused_and_the_next_is_taken() {
        street.page("eve").write("x".repeat(ChatFrames.LONGEST_TEXT + 1));
        street.page("eve").write(" \n ");
        street.page("eve").write("fine");
        awaited(() -> assertThat(ledger.accepted()).hasSize(1));
        awaited(() -> assertThat(street.page("eve").frames())
                .filteredOn(frame -> frame.startsWith("refused"))
                .hasSize(2));
        assertThat(text(ledger.accepted().get(0))).isEqualTo("fine");
    }

    @Test
    void frames_that_no_page_of_ours_says_are_not_understood() {
        Page page = street.page("eve");
        for (String frame : new String[] {"{}", "null", "[]", "1", "{\"id\":\"short\",\"text\":\"x\"}", "not json"}) {
            assertThatThrownBy(() -> page.hear("text", frame)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> page.hear("drop", "{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.hear("resume", "{\"after\":-5}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.hear("resume", "{\"after\":\"1\"}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page.hear("got", "{\"message\":\"1\"}")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.handedOver()).isZero();
    }

    @Test
    void an_id_that_another_visitor_used_is_no_repetition() {
        String frame = "{\"id\":\"0123456789\",\"text\":\"mine\"}";
        street.page("ada").hear("text", frame);
        awaited(() -> assertThat(ledger.accepted()).hasSize(1));
        street.page("eve").hear("text", frame);
        awaited(() -> assertThat(ledger.accepted()).hasSize(2));
        assertThat(ledger.duplicates()).isZero();
    }

    @Test
    void nobody_reads_the_conversation_of_another() {
        street.page("ada").write("private");
        awaited(() -> assertThat(ledger.accepted()).hasSize(1));
        street.page("eve").hear("resume", "{\"after\":0}");
        street.page("eve").hear("older", "{\"before\":9000000000}");
        awaited(() -> assertThat(street.page("eve").frames())
                .filteredOn(frame -> frame.startsWith("said"))
                .hasSize(2));
        assertThat(street.page("eve").frames()).noneMatch(frame -> frame.contains("private"));
    }

    @Test
    void only_what_a_page_was_told_can_it_have_read() throws Exception {
        RehearsalMessage answer = RehearsalMessage.text(street.address("ada"), "ada", "for ada");
        awaited(() -> assertThat(street.page("ada").here()).isTrue());
        assertThat(channel.send(answer).toCompletableFuture().get()).isInstanceOf(Delivery.Sent.class);
        street.page("eve").hear("seen", "{\"message\":\"" + answer.id() + "\"}");
        street.page("ada").hear("got", "{\"message\":\"" + answer.id() + "\"}");
        street.page("ada").hear("seen", "{\"message\":\"" + answer.id() + "\"}");
        assertThat(ledger.receipts())
                .extracting(RehearsalHost.Receipt::delivery)
                .containsExactly(new Delivery.Delivered(), new Delivery.Read());
    }

    @Test
    void both_pages_of_a_visitor_show_the_same() throws Exception {
        Page first = street.page("ada");
        Page second = street.second("ada");
        first.write("from the first");
        awaited(() -> assertThat(second.received()).containsExactly("from the first"));
        channel.send(RehearsalMessage.text(street.address("ada"), "ada", "for both"))
                .toCompletableFuture()
                .get();
        awaited(() -> assertThat(second.received()).containsExactly("from the first", "for both"));
        awaited(() -> assertThat(first.received()).containsExactly("for both"));
    }

    @Test
    void who_comes_back_is_told_what_was_said_since() {
        Page page = street.page("ada");
        page.write("one");
        page.write("two");
        awaited(() -> assertThat(ledger.accepted()).hasSize(2));
        page.hear("resume", "{\"after\":1}");
        awaited(() -> assertThat(page.frames())
                .anyMatch(
                        frame -> frame.startsWith("said") && frame.contains("\"two\"") && !frame.contains("\"one\"")));
        page.hear("resume", "{}");
        awaited(() -> assertThat(page.frames())
                .anyMatch(frame -> frame.startsWith("said") && frame.contains("\"two\"") && frame.contains("\"one\"")));
    }

    @Test
    void signs_go_both_ways() {
        Page page = street.page("ada");
        page.write("hello");
        awaited(() -> assertThat(host.signs()).contains(Sign.PRESENT));
        page.hear("typing", "{\"on\":true}");
        assertThat(host.signs()).endsWith(Sign.TYPING);
        ((SignAware) channel).sign(page.visitor().id().toString(), Sign.TYPING);
        assertThat(page.frames()).anyMatch(frame -> frame.contains("TYPING"));
        page.served(null);
        assertThat(host.signs()).endsWith(Sign.AWAY);
    }

    @Test
    void the_answer_to_somebody_who_is_gone_waits_for_him() throws Exception {
        street.page("ada").served(null);
        Delivery delivery = channel.send(RehearsalMessage.text(street.address("ada"), "ada", "later"))
                .toCompletableFuture()
                .get();
        assertThat(delivery).isInstanceOf(Delivery.Sent.class);
    }
}
