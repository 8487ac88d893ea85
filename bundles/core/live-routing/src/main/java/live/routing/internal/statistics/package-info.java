// SPDX-License-Identifier: Apache-2.0
/**
 * Figures for every quarter of an hour, counted from the journal: the same journal gives the same figures, to the last
 * digit.
 */
@NullMarked
package live.routing.internal.statistics;

import org.jspecify.annotations.NullMarked;
