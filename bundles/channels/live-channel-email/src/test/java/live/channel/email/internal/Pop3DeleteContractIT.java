// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import java.util.Map;
import live.channel.tck.ChannelContract;
import live.channel.tck.Peer;

class Pop3DeleteContractIT extends ChannelContract {
    @Override
    protected Peer newPeer() throws Exception {
        return new MailPeer("POP3", Map.of("afterTaking", "DELETE"));
    }
}
