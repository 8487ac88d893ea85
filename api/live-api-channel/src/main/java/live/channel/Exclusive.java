// SPDX-License-Identifier: Apache-2.0
package live.channel;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A channel that takes its messages from a place which nobody else may take from at the same time, such as a mailbox. The
 * platform starts one account of each place; another waits, and says why, until the first has left.
 */
@ConsumerType
public interface Exclusive {
    /**
     * The place, in words that are the same for all accounts that take from it: {@code support@imap.example.org/INBOX}.
     * Empty if this account takes nothing. Constant for the life of the service; called from any thread.
     */
    String source();
}
