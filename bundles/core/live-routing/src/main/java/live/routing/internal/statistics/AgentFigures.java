// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.statistics;

import java.util.UUID;

/**
 * What an agent did in an interval with contacts of a medium.
 *
 * @param handled contacts that he was done with, or gave away; their times, milliseconds, count where that happens
 * @param joined contacts of others in which he took part because he was invited; the time counts where he leaves
 */
public record AgentFigures(
        long offers,
        long accepted,
        long missed,
        long declined,
        long handled,
        long handlingMillis,
        long wrapUpMillis,
        long joined,
        long takingPartMillis) {
    public static final AgentFigures NONE = new AgentFigures(0, 0, 0, 0, 0, 0, 0, 0, 0);
    static final AgentFigures OFFER = new AgentFigures(1, 0, 0, 0, 0, 0, 0, 0, 0);
    static final AgentFigures ACCEPTED = new AgentFigures(0, 1, 0, 0, 0, 0, 0, 0, 0);
    static final AgentFigures MISSED = new AgentFigures(0, 0, 1, 0, 0, 0, 0, 0, 0);
    static final AgentFigures DECLINED = new AgentFigures(0, 0, 0, 1, 0, 0, 0, 0, 0);
    static final AgentFigures JOINED = new AgentFigures(0, 0, 0, 0, 0, 0, 0, 1, 0);

    /** Whose figures: of whom, when, and of which medium. */
    public record Key(long at, UUID agent, String medium) {}

    static AgentFigures handled(long handlingMillis, long wrapUpMillis) {
        return new AgentFigures(0, 0, 0, 0, 1, handlingMillis, wrapUpMillis, 0, 0);
    }

    static AgentFigures tookPart(long millis) {
        return new AgentFigures(0, 0, 0, 0, 0, 0, 0, 0, millis);
    }

    public AgentFigures plus(AgentFigures other) {
        return new AgentFigures(
                offers + other.offers,
                accepted + other.accepted,
                missed + other.missed,
                declined + other.declined,
                handled + other.handled,
                handlingMillis + other.handlingMillis,
                wrapUpMillis + other.wrapUpMillis,
                joined + other.joined,
                takingPartMillis + other.takingPartMillis);
    }
}
