// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.store;

import live.core.TenantId;

/** How far each listener has read a domain's journal. */
public interface Checkpoints {
    /** How far a listener, who is there, has read; a new one begins with the oldest entry kept. */
    long checkpoint(TenantId tenant, String listener);

    /**
     * Moves a checkpoint, unless it is not where it was. Lazily: one that a crash takes back only repeats what the listener
     * has heard.
     */
    boolean checkpoint(TenantId tenant, String listener, long from, long to);
}
