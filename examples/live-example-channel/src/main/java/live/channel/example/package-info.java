/** A channel to begin with. */
@NullMarked
package live.channel.example;

import org.jspecify.annotations.NullMarked;
