/** What everybody sets for himself, and what he is told. */
@NullMarked
package live.personal.internal;

import org.jspecify.annotations.NullMarked;
