// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import live.lib.router.Request;

/**
 * Generates contacts: a Poisson process whose rate is constant within an interval, with exponentially distributed handling
 * and patience, as the formulas of Erlang assume. The same seed gives the same contacts.
 */
public final class Arrivals {
    private final SplittableRandom random;
    private final long begin;
    private final long intervalMillis;

    /**
     * @param begin when the first interval begins
     * @param intervalMillis the length of each
     */
    public Arrivals(long seed, long begin, long intervalMillis) {
        random = new SplittableRandom(seed);
        this.begin = begin;
        this.intervalMillis = intervalMillis;
    }

    /** The contacts of a stream, in order. */
    public List<Arrival> of(Stream stream) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int interval = 0; interval < stream.expected().size(); interval++) {
            double gap = intervalMillis / stream.expected().get(interval);
            long from = begin + interval * intervalMillis;
            for (double at = exponential(gap); at < intervalMillis; at += exponential(gap)) {
                arrivals.add(arrival(stream, from + (long) at));
            }
        }
        return arrivals;
    }

    private Arrival arrival(Stream stream, long at) {
        Request request = Request.of(
                        new UUID(random.nextLong(), random.nextLong()), stream.queue(), stream.medium(), at)
                .withSkills(stream.skills())
                .withPriority(stream.priority());
        return new Arrival(request, time(stream.handlingMillis()), time(stream.patienceMillis()));
    }

    private long time(long mean) {
        return mean == Long.MAX_VALUE ? mean : Math.round(exponential(mean));
    }

    /** Infinite for an infinite mean. */
    private double exponential(double mean) {
        return -mean * Math.log1p(-random.nextDouble());
    }
}
