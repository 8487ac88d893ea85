@NullMarked
package live.security.internal.store;

import org.jspecify.annotations.NullMarked;
