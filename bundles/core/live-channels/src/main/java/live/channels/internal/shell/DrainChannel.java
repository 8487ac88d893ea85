// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import live.channels.internal.store.AccountStore.Wish;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets an account send what it has and take nothing new. */
@Service
@Command(scope = "channel", name = "drain", description = "Lets an account send what it has and take nothing new")
public final class DrainChannel extends AccountAction {
    public DrainChannel() {
        super(Wish.DRAINING);
    }
}
