/** REST resources, web hooks and push topics of the channels. */
@NullMarked
package live.channels.internal.web;

import org.jspecify.annotations.NullMarked;
