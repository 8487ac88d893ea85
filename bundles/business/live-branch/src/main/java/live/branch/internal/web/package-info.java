// SPDX-License-Identifier: Apache-2.0
/** REST of branches. */
@NullMarked
package live.branch.internal.web;

import org.jspecify.annotations.NullMarked;
