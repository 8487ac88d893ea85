@NullMarked
package live.push.internal;

import org.jspecify.annotations.NullMarked;
