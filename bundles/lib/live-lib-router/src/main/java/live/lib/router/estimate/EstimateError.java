// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

import java.util.UUID;

/**
 * How wrong the estimates of a queue were, that were given when contacts came.
 *
 * @param measured contacts that had an estimate and were answered
 * @param meanAbsoluteMillis how far they were off on average
 * @param biasMillis above 0 they promised too long a wait, below too short a one
 * @param withinRange how many of the contacts were answered within the range that they were promised; it should be 0.8
 */
public record EstimateError(
        UUID queue, long measured, double meanAbsoluteMillis, double biasMillis, double withinRange) {}
