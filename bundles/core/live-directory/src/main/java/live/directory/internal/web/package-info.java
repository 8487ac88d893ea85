@NullMarked
package live.directory.internal.web;

import org.jspecify.annotations.NullMarked;
