// SPDX-License-Identifier: Apache-2.0
/** The socket of visitors. */
@org.jspecify.annotations.NullMarked
package live.push.internal.visitor;
