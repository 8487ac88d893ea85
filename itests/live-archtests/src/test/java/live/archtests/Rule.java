// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One rule of the house.
 *
 * @param id its short name, under which exceptions are written
 * @param says the rule in words
 * @param check finds every breach in a reactor
 */
record Rule(String id, String says, Function<Reactor, Stream<Violation>> check) {
    List<Violation> violations(Reactor reactor, Exceptions exceptions) {
        return check.apply(reactor)
                .filter(violation -> !exceptions.allow(this, violation))
                .distinct()
                .toList();
    }

    @Override
    public String toString() {
        return id + ": " + says;
    }
}
