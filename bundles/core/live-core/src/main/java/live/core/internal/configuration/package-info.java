// SPDX-License-Identifier: Apache-2.0
/** Configuration: the truth in PostgreSQL, its projection in Config Admin. */
@NullMarked
package live.core.internal.configuration;

import org.jspecify.annotations.NullMarked;
