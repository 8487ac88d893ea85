// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import live.channel.tck.ChannelContract;
import live.channel.tck.Peer;

/** The chat keeps what a channel promises. */
class ChatContractIT extends ChannelContract {
    @Override
    protected Peer newPeer() {
        return new Street();
    }
}
