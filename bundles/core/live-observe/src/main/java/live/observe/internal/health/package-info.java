// SPDX-License-Identifier: Apache-2.0
/** Health checks, asked and told. */
@NullMarked
package live.observe.internal.health;

import org.jspecify.annotations.NullMarked;
