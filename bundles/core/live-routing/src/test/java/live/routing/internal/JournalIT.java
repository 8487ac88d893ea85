// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import live.routing.internal.store.Journal;
import live.test.postgres.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalIT {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer("routing");

    @Test
    void anAppendOfAFormerOwnerOrOutOfOrderIsRefused() throws Exception {
        FencedLogContract.holds(new Journal(POSTGRES.dataSource()));
    }
}
