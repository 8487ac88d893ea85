// SPDX-License-Identifier: Apache-2.0
package live.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void a_port_is_free_until_somebody_listens_and_no_client_gets_it() throws Exception {
        int port = FreePort.find();
        assertThat(port).isBetween(1_024, 32_767);
        assertThat(FreePort.isFree(port)).isTrue();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePort.isFree(server.getLocalPort())).isFalse();
        }
    }
}
