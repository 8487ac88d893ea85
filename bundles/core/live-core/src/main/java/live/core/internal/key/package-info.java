// SPDX-License-Identifier: Apache-2.0
/** Encryption keys and secrets. */
@NullMarked
package live.core.internal.key;

import org.jspecify.annotations.NullMarked;
