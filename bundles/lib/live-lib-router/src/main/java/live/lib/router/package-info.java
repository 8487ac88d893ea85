// SPDX-License-Identifier: Apache-2.0
/**
 * The routing engine of one domain, pure and deterministic: {@link live.lib.router.Entry entries} in,
 * {@link live.lib.router.Decision decisions} out.
 *
 * <p>It reads no clock, starts no thread and touches nothing outside itself; time arrives with each entry. The same
 * entries therefore always give the same decisions, bit by bit, on any machine, and a snapshot with the entries after
 * it equals the whole history. Times are milliseconds since 1970 throughout.
 */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.router;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
