// SPDX-License-Identifier: Apache-2.0
/** Metrics of the product and of its JVM. */
@NullMarked
package live.observe.internal.metrics;

import org.jspecify.annotations.NullMarked;
