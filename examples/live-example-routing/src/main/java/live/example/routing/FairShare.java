// SPDX-License-Identifier: Apache-2.0
package live.example.routing;

import live.routing.Strategy;
import org.osgi.service.component.annotations.Component;

/** Everybody gets the same number of contacts, however fast he is: who was given the fewest today gets the next one. */
@Component
public final class FairShare implements Strategy {
    @Override
    public String name() {
        return "fair-share";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public long score(Contact contact, Candidate agent) {
        return -agent.served();
    }
}
