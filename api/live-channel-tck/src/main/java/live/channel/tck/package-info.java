/** The contract of a channel as tests: extend {@link live.channel.tck.ChannelContract}, bring a {@link live.channel.tck.Peer}. */
@NullMarked
package live.channel.tck;

import org.jspecify.annotations.NullMarked;
