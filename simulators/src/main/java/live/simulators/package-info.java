/** The outside world of a contact centre, for the demo, tests and load: real servers, and people who use them. */
@NullMarked
package live.simulators;

import org.jspecify.annotations.NullMarked;
