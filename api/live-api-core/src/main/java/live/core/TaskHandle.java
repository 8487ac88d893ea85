// SPDX-License-Identifier: Apache-2.0
package live.core;

/** A task under supervision. */
public interface TaskHandle extends AutoCloseable {
    /**
     * Interrupts the task and does not run it again. Returns at once; {@code true} from {@link #awaitEnd} tells when it has
     * ended.
     */
    @Override
    void close();

    /**
     * Waits for the end after {@link #close}.
     *
     * @return whether the task ended in time
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    boolean awaitEnd(java.time.Duration limit) throws InterruptedException;
}
