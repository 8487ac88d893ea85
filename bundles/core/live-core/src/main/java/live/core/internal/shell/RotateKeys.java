// SPDX-License-Identifier: Apache-2.0
package live.core.internal.shell;

import java.util.Objects;
import live.core.Principal;
import live.core.TenantId;
import live.core.audit.AuditEntry;
import live.core.audit.AuditTrail;
import live.core.internal.key.EnvelopeKeys;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code keys:rotate}. */
@Service
@Command(scope = "keys", name = "rotate", description = "Replaces the master key and wraps every data key anew")
public class RotateKeys implements Action {
    @Reference
    private @Nullable EnvelopeKeys keys;

    @Reference
    private @Nullable AuditTrail audit;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        Objects.requireNonNull(audit)
                .record(new AuditEntry(Principal.shell(TenantId.DEFAULT), "core.keys.rotate", "keys:master", "{}"));
        int wrapped = Objects.requireNonNull(keys).rotate();
        Objects.requireNonNull(session)
                .getConsole()
                .println(
                        wrapped
                                + " keys are wrapped under a new master key. Back up keys/master.key again, apart from the database.");
        return null;
    }
}
