// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.store.AccountStore.Wish;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Starts an account, or lets it take messages again. */
@Service
@Command(scope = "channel", name = "start", description = "Starts an account, or lets it take messages again")
public final class StartChannel extends AccountAction {
    public StartChannel() {
        super(Wish.RUNNING);
    }
}
