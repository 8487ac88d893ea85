// SPDX-License-Identifier: Apache-2.0
/** Runs the packed product as a process of its own, and speaks to it as its users do. */
@NullMarked
package live.itest;

import org.jspecify.annotations.NullMarked;
