// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import live.core.BlobInfo;
import live.core.ExternalId;
import live.core.InteractionId;
import live.core.MessageId;
import live.core.Meter;
import live.core.Task;
import live.core.TaskHandle;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The platform, as one channel account sees it. Thread-safe. After {@link Channel#stop} every method throws {@link
 * RevokedException}.
 */
@ProviderType
public interface ChannelHost {
    /**
     * Hands over something that arrived. The answer {@link Acceptance.Accepted} means that it survives a power cut: only
     * then confirm it to whoever sent it, flag the mail, answer the {@code deliver_sm}.
     *
     * <p>Many may be outstanding; the platform commits them together. Messages of one conversation key are stored in the
     * order of the calls. Beyond the account's credit the answer is {@link Acceptance.Deferred} at once.
     */
    CompletionStage<Acceptance> accept(Inbound message);

    /**
     * Tells what became of a message sent earlier, in this run or before a restart. A receipt that matches nothing yet is
     * held for a while, because it may overtake the answer of its own send.
     *
     * <p>Beyond the account's credit the answer fails at once: tell it again.
     *
     * @param message the external id that {@link Delivery.Sent} told
     */
    CompletionStage<Void> receipt(ExternalId message, Delivery delivery);

    /** The same, for a protocol that carries the platform's own id around. */
    CompletionStage<Void> receipt(MessageId message, Delivery delivery);

    /**
     * The messages among the given ones that this account has sent or accepted, so that an echo, a loop or a bounce is
     * recognised.
     */
    CompletionStage<List<ExternalId>> known(List<ExternalId> messages);

    /**
     * What was said in a conversation of this account after a position, oldest first: for a protocol whose other side comes
     * back and asks. Without notes, and without what failed to go out. Messages of one conversation are committed in the
     * order of their positions, so nothing ever appears before what was read.
     *
     * <p>Beyond the account's credit the answer fails at once: ask again.
     *
     * @param conversationKey as in {@link Inbound}
     * @param after 0 for the beginning
     * @param limit 1 to 200
     */
    CompletionStage<List<Said>> conversation(String conversationKey, long after, int limit);

    /** The newest of a conversation before a position, oldest first. {@link Long#MAX_VALUE} for the very newest. */
    CompletionStage<List<Said>> earlier(String conversationKey, long before, int limit);

    /** The other side gives a sign to whoever looks at the contact. Never blocks. */
    void sign(InteractionId interaction, Sign sign);

    /** Tells how the account feels; shown to administrators, and logged when it changes. */
    void status(ChannelStatus status);

    /** Runs a task under supervision until it returns, this channel stops, or its handle is closed. */
    TaskHandle run(String name, Task task);

    /** Runs a task again and again, each run {@code pause} after the end of the one before. */
    TaskHandle every(String name, Duration pause, Task task);

    /**
     * Receives calls on {@code /channel/<kind>/<name>/<path>} from outside: size-limited, rate-limited, raw bytes for
     * checking signatures. Gone when the channel stops or the handle is closed.
     */
    AutoCloseable webhook(String path, Webhook webhook);

    /** A counter and timer in the metrics, labelled with this account. */
    Meter meter(String name);

    /** Attachments. */
    ChannelBlobs blobs();

    /**
     * The plain text behind a configured password attribute.
     *
     * @param reference the attribute's value as configured
     */
    String secret(String reference);

    /** The clock that stamps messages. */
    Clock clock();

    /** Attachments, as a channel reads and writes them. Methods block on storage. */
    @ProviderType
    interface ChannelBlobs {
        /**
         * Stores an attachment of a message that is about to be accepted.
         *
         * @param party whom it came from: it is erased with that person
         * @param limit most bytes to take
         * @throws live.core.Blobs.TooLargeException if the stream holds more
         * @throws java.io.IOException if the storage fails, for now; the message is to be read again later
         */
        BlobInfo store(Address party, String name, String mediaType, java.io.InputStream content, long limit)
                throws java.io.IOException;

        /** Opens an attachment of an {@link Outbound} for reading. */
        java.io.InputStream open(live.core.BlobId blob) throws java.io.IOException;
    }

    /** Receives a call from outside. Runs on a supervised thread and must return within 10 s. */
    @FunctionalInterface
    interface Webhook {
        Reply receive(Call call);
    }

    /**
     * A call from outside.
     *
     * @param headers names in lower case
     * @param body the raw bytes, at most 1 MiB
     */
    record Call(
            String method,
            java.util.Map<String, List<String>> query,
            java.util.Map<String, List<String>> headers,
            byte[] body) {}

    /** What to answer. */
    record Reply(int status, String mediaType, byte[] body) {
        /** An answer without a body. */
        public static Reply of(int status) {
            return new Reply(status, "text/plain", new byte[0]);
        }
    }
}
