// SPDX-License-Identifier: Apache-2.0
package live.lib.router.shadow;

/**
 * How the compared contacts fared by one set of rules.
 *
 * @param withinTarget answered within the service level that their queue has now; of queues without one none counts
 * @param waitMillis of the answered, together
 * @param expanded of the answered, those to whom a further ring was open
 */
public record World(long answered, long abandoned, long withinTarget, long waitMillis, long expanded) {
    static final World NOTHING = new World(0, 0, 0, 0, 0);

    World plus(Fared fared, long since, long targetMillis) {
        long wait = Math.max(0, fared.at - since);
        boolean took = fared.agent != null;
        return new World(
                answered + (took ? 1 : 0),
                abandoned + (took ? 0 : 1),
                withinTarget + (took && targetMillis > 0 && wait <= targetMillis ? 1 : 0),
                waitMillis + (took ? wait : 0),
                expanded + (took && fared.ring > 0 ? 1 : 0));
    }
}
