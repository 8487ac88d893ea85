// SPDX-License-Identifier: Apache-2.0
package live.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** A channel whose other side is shown what the agent does at this moment. */
@ConsumerType
public interface SignAware {
    /** The agent of a conversation gives a sign. Must not block. */
    void sign(String conversationKey, Sign sign);
}
