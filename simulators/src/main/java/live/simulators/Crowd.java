// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** The customers: they write at random moments, wait for the answer, and most of them answer back. One thread. */
final class Crowd {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Post post;
    private final String service;
    private final Random random;
    private final Consumer<String> tell;
    private final List<Persona> people = new ArrayList<>();
    private final Map<Persona, Story> stories = new LinkedHashMap<>();
    private final int rounds;
    private final int seed;
    private int written;
    private int begun;
    private int answered;

    private record Story(Letters.Letter letter, Instant since, int round) {}

    Crowd(Options options, Post post, Consumer<String> tell) {
        this.post = post;
        this.tell = tell;
        service = options.text("service");
        rounds = options.number("rounds");
        seed = options.number("seed");
        random = new Random(seed);
        for (int i = 1; i <= options.number("customers"); i++) {
            people.add(Persona.of(i, random));
        }
    }

    List<Persona> people() {
        return people;
    }

    /** Fills the mailbox at once. */
    void fill(MailServer server, int mails) throws MessagingException {
        for (int i = 0; i < mails; i++) {
            Persona who = people.get(i % people.size());
            server.put(service, post.compose(who, service, Letters.write(who, random), nextId(who), Post.Thread.NEW));
        }
    }

    /**
     * Lives until everything is written and answered, or the thread is interrupted.
     *
     * @param mails how many stories to begin; 0 for ever
     */
    void live(int mails, double perMinute) throws InterruptedException {
        Instant next = Instant.now();
        Instant look = Instant.now();
        while (mails == 0 || begun < mails || !stories.isEmpty()) {
            Instant now = Instant.now();
            if ((mails == 0 || begun < mails) && !now.isBefore(next)) {
                begin();
                // Poisson, like people who do not know of each other.
                double minutes = -Math.log(1 - random.nextDouble()) / perMinute;
                next = next.plusMillis((long) (minutes * 60_000));
            }
            if (!now.isBefore(look)) {
                lookForAnswers();
                look = Instant.now().plus(LOOK);
            }
            long pause = Math.min(
                    Duration.between(Instant.now(), next).toMillis(),
                    Duration.between(Instant.now(), look).toMillis());
            Thread.sleep(Math.max(5, Math.min(pause, 1_000)));
        }
        tell.accept("done: " + written + " mails written, " + answered + " answers received");
    }

    private void begin() {
        Persona who = people.get(random.nextInt(people.size()));
        Letters.Letter letter = Letters.write(who, random);
        begun++;
        if (send(who, letter, Post.Thread.NEW)) {
            stories.put(who, new Story(letter, Instant.now(), 0));
        }
    }

    private boolean send(Persona who, Letters.Letter letter, Post.Thread thread) {
        try {
            post.send(post.compose(who, service, letter, nextId(who), thread));
            tell.accept(who.name() + " wrote: " + letter.subject());
            return true;
        } catch (MessagingException failure) {
            tell.accept(who.name() + " could not write: " + failure.getMessage());
            return false;
        }
    }

    private String nextId(Persona who) {
        return "<" + ++written + "." + seed + "." + Long.toString(System.nanoTime(), 36) + "."
                + who.address().replace('@', '.') + "@mail.example>";
    }

    private void lookForAnswers() {
        for (Map.Entry<Persona, Story> waiting : List.copyOf(stories.entrySet())) {
            try {
                for (Post.Answer answer : post.fetch(waiting.getKey())) {
                    answered(waiting.getKey(), waiting.getValue(), answer);
                }
            } catch (MessagingException failure) {
                tell.accept(waiting.getKey().name() + " could not look: " + failure.getMessage());
            }
        }
    }

    private void answered(Persona who, Story story, Post.Answer answer) {
        answered++;
        long seconds = Duration.between(story.since(), Instant.now()).toSeconds();
        tell.accept(who.name() + " was answered after " + seconds + " s: " + answer.subject());
        stories.remove(who);
        if (story.round() < rounds && random.nextInt(10) < 7) {
            String subject = answer.subject().startsWith("Re:") ? answer.subject() : "Re: " + answer.subject();
            String text = story.letter().followUp() + "\n\n-- \n" + who.name();
            Letters.Letter more = new Letters.Letter(
                    subject, text, "", List.of(), story.letter().followUp());
            if (send(who, more, answer.thread())) {
                stories.put(who, new Story(more, Instant.now(), story.round() + 1));
            }
        }
    }
}
