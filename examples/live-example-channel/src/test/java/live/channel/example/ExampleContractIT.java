// SPDX-License-Identifier: Apache-2.0
package live.channel.example;

import live.channel.tck.ChannelContract;
import live.channel.tck.Peer;

class ExampleContractIT extends ChannelContract {
    @Override
    protected Peer newPeer() throws Exception {
        return new Gateway();
    }
}
