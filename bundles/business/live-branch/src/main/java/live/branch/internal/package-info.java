// SPDX-License-Identifier: Apache-2.0
/** The virtual branch: who comes in, and what he sees while he waits. */
@NullMarked
package live.branch.internal;

import org.jspecify.annotations.NullMarked;
