// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import java.util.List;
import java.util.Objects;
import live.channels.internal.Accounts;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/** Completes the names of accounts. */
@Service
public final class AccountNames implements Completer {
    @Reference
    @Nullable
    Accounts accounts;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        StringsCompleter names = new StringsCompleter();
        Objects.requireNonNull(accounts).list().forEach(account -> names.getStrings()
                .add(account.id().toString()));
        return names.complete(session, line, candidates);
    }
}
