// SPDX-License-Identifier: Apache-2.0
/** The tables of branches and visitors. */
@NullMarked
package live.branch.internal.store;

import org.jspecify.annotations.NullMarked;
