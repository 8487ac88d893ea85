// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CrowdTest {
    @Test
    void the_same_seed_tells_the_same_story() {
        for (int i = 0; i < 50; i++) {
            Random one = new Random(i);
            Random other = new Random(i);
            Persona who = Persona.of(i, one);
            assertThat(Persona.of(i, other)).isEqualTo(who);
            assertThat(Letters.write(who, one).text())
                    .isEqualTo(Letters.write(who, other).text());
        }
    }

    @Test
    void wrong_options_are_told() {
        assertThatThrownBy(() -> Options.of("--nonsense", "1")).hasMessageContaining("--nonsense");
        assertThatThrownBy(() -> Options.of("--rate")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> Options.of("--seed", "x").number("seed")).hasMessageContaining("needs a number");
    }

    @Test
    void customers_write_get_an_answer_and_answer_back_in_the_thread() throws Exception {
        Options options = Options.of("--customers", "5", "--mails", "4", "--rate", "6000", "--rounds", "1");
        List<String> told = new CopyOnWriteArrayList<>();
        try (MailServer server = new MailServer(0, 0, 0)) {
            server.mailbox(options.text("service"), "demo");
            Crowd crowd = new Crowd(options, new Post(server.smtp(), server.imap()), told::add);
            crowd.people().forEach(who -> server.mailbox(who.address(), Post.PASSWORD));
            Thread living = new Thread(() -> {
                try {
                    crowd.live(4, 6_000);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            living.start();
            Set<String> answered = new HashSet<>();
            List<String> threaded = new ArrayList<>();
            await().atMost(java.time.Duration.ofSeconds(60)).until(() -> {
                answerAll(server, answered, threaded);
                return !living.isAlive();
            });
            assertThat(told.get(told.size() - 1)).startsWith("done: ");
            assertThat(answered).hasSizeGreaterThanOrEqualTo(4);
            assertThat(threaded).isNotEmpty();
        }
    }

    /** What an agent does. */
    private static void answerAll(MailServer server, Set<String> answered, List<String> threaded) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", MailServer.HOST);
        properties.put("mail.smtp.port", "" + server.smtp());
        Session session = Session.getInstance(properties);
        try (Store store = session.getStore("imap")) {
            store.connect(MailServer.HOST, server.imap(), "service@shop.example", "demo");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            for (Message mail : inbox.getMessages()) {
                if (answered.add(((MimeMessage) mail).getMessageID())) {
                    if (mail.getHeader("In-Reply-To") != null) {
                        threaded.add(Arrays.toString(mail.getHeader("References")));
                    }
                    MimeMessage answer = (MimeMessage) mail.reply(false);
                    answer.setFrom("service@shop.example");
                    answer.setText("We are looking into it.");
                    Transport.send(answer);
                }
            }
        }
    }
}
