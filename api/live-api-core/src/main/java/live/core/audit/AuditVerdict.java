// SPDX-License-Identifier: Apache-2.0
package live.core.audit;

import java.util.OptionalLong;

/**
 * What a check of a tenant's chain found.
 *
 * @param entries how many sealed entries are as they were written
 * @param sealedHead hash of the last of them, lower-case hexadecimal
 * @param unsealedTail how many entries wait for the sealer: more than a second's worth means that it does not run
 * @param firstBroken sequence of the first entry that was altered, removed or put in; empty if the chain is whole
 */
public record AuditVerdict(long entries, String sealedHead, long unsealedTail, OptionalLong firstBroken) {
    public boolean ok() {
        return firstBroken.isEmpty();
    }
}
