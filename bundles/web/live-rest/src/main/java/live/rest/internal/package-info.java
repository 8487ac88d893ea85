@NullMarked
package live.rest.internal;

import org.jspecify.annotations.NullMarked;
