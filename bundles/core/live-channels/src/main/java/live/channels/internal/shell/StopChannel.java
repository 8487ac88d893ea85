// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.store.AccountStore.Wish;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Stops an account until it is started again. */
@Service
@Command(scope = "channel", name = "stop", description = "Stops an account until it is started again")
public final class StopChannel extends AccountAction {
    public StopChannel() {
        super(Wish.STOPPED);
    }
}
