// SPDX-License-Identifier: Apache-2.0
package live.core.internal.shell;

import java.util.Objects;
import live.core.TenantId;
import live.core.audit.AuditTrail;
import live.core.audit.AuditVerdict;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code audit:verify}. Fails if the chain is broken, so that a script notices. */
@Service
@Command(scope = "audit", name = "verify", description = "Computes the chain of the audit trail anew")
public class VerifyAudit implements Action {
    @Reference
    private @Nullable AuditTrail audit;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        AuditVerdict verdict = Objects.requireNonNull(audit).verify(TenantId.DEFAULT);
        if (!verdict.ok()) {
            throw new IllegalStateException("The chain is broken at entry "
                    + verdict.firstBroken().getAsLong() + "; " + verdict.entries() + " entries before it are whole.");
        }
        Objects.requireNonNull(session)
                .getConsole()
                .println("The chain is whole: " + verdict.entries() + " entries, sealed head " + verdict.sealedHead()
                        + ", " + verdict.unsealedTail() + " waiting for their seal.");
        return null;
    }
}
