// SPDX-License-Identifier: Apache-2.0
package live.branch.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import live.core.LiveException;
import live.core.Principal;
import live.core.configuration.Configuration;
import live.core.configuration.Configurations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives each branch with a chat an account of the chat channel, which has the branch's code for its name. */
@Component(service = ChatAccounts.class)
public final class ChatAccounts {
    private static final String FACTORY = "live.channel.chat";

    private final Configurations configurations;

    @Activate
    public ChatAccounts(@Reference Configurations configurations) {
        this.configurations = configurations;
    }

    /** Makes the account as the branch is. May be repeated. */
    public void follow(Principal actor, Branch branch) {
        Optional<Configuration> account = configurations.find(pid(branch));
        boolean wanted = branch.services().contains(Branch.CHAT);
        List<String> label = List.of(branch.name());
        Map<String, List<String>> values = Map.of("label", label);
        try {
            if (wanted && account.isEmpty()) {
                configurations.create(actor, FACTORY, branch.code(), values);
            } else if (wanted
                    && !account.get().locked()
                    && !label.equals(account.get().values().get("label"))) {
                configurations.change(actor, pid(branch), account.get().version(), values);
            } else if (!wanted) {
                remove(actor, branch);
            }
        } catch (LiveException e) {
            if (!e.code().equals("configuration.exists") && !e.code().equals("configuration.stale")) {
                throw e;
            }
            // Somebody else does the same in this moment.
        }
    }

    /** The branch is gone, or has no chat any more. What was said stays. */
    public void remove(Principal actor, Branch branch) {
        configurations
                .find(pid(branch))
                .filter(account -> !account.locked())
                .ifPresent(account -> configurations.delete(actor, account.pid(), account.version()));
    }

    private static String pid(Branch branch) {
        return FACTORY + "~" + branch.code();
    }
}
