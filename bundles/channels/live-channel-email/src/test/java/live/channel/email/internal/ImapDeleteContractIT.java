// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import java.util.Map;
import live.channel.tck.ChannelContract;
import live.channel.tck.Peer;

class ImapDeleteContractIT extends ChannelContract {
    @Override
    protected Peer newPeer() throws Exception {
        return new MailPeer("IMAP", Map.of("afterTaking", "DELETE"));
    }
}
