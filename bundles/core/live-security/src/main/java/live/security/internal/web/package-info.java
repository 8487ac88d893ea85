@NullMarked
package live.security.internal.web;

import org.jspecify.annotations.NullMarked;
