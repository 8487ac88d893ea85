// SPDX-License-Identifier: Apache-2.0
/**
 * Days that never were, played by the routing engine itself: {@link live.lib.router.simulation.Arrivals contacts come},
 * {@link live.lib.router.simulation.Shift people are there}, and {@link live.lib.router.simulation.Figures figures} tell what
 * customers would have felt. Pure like the engine: the same day with the same seed is the same to the last bit.
 */
@Export
@Version("0.1.0")
@NullMarked
package live.lib.router.simulation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
