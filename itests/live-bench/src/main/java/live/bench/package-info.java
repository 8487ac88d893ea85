// SPDX-License-Identifier: Apache-2.0
/** Benchmarks that everybody can repeat: each measures the product and, in the same run, the limit to hold it against. */
@NullMarked
package live.bench;

import org.jspecify.annotations.NullMarked;
