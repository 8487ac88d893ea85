// SPDX-License-Identifier: Apache-2.0
/** Stored bytes. */
@NullMarked
package live.core.internal.blob;

import org.jspecify.annotations.NullMarked;
