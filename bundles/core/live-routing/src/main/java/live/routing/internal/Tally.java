// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import live.lib.router.Decision;

/** How often what was decided, for monitoring. */
final class Tally {
    private int offered;
    private int assigned;
    private int missed;
    private int declined;
    private int ended;

    void note(Decision decision) {
        if (decision instanceof Decision.Offered) {
            offered++;
        } else if (decision instanceof Decision.Assigned) {
            assigned++;
        } else if (decision instanceof Decision.OfferClosed closed) {
            missed += closed.why() == Decision.OfferClosed.Why.MISSED ? 1 : 0;
            declined += closed.why() == Decision.OfferClosed.Why.DECLINED ? 1 : 0;
        } else if (decision instanceof Decision.Ended) {
            ended++;
        }
    }

    void countWith(Gauges gauges) {
        gauges.offered().count(offered);
        gauges.assigned().count(assigned);
        gauges.missed().count(missed);
        gauges.declined().count(declined);
        gauges.ended().count(ended);
    }
}
