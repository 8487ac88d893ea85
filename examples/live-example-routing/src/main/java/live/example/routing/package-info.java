// SPDX-License-Identifier: Apache-2.0
/** A strategy to begin with. */
@NullMarked
package live.example.routing;

import org.jspecify.annotations.NullMarked;
