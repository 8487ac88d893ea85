@NullMarked
package live.security.internal;

import org.jspecify.annotations.NullMarked;
