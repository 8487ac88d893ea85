// SPDX-License-Identifier: Apache-2.0
/** The wall clock that every module is given. */
@NullMarked
package live.core.internal.clock;

import org.jspecify.annotations.NullMarked;
