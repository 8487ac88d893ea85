// SPDX-License-Identifier: Apache-2.0
/** The audit trail and its sealer. */
@NullMarked
package live.core.internal.audit;

import org.jspecify.annotations.NullMarked;
