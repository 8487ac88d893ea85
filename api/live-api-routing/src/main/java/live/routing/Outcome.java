// SPDX-License-Identifier: Apache-2.0
package live.routing;

/** How a command went. */
public sealed interface Outcome {
    /** Done and durable; also when the same command had been done before. */
    record Done() implements Outcome {}

    /** What it is about is no longer there: the offer expired, the work is finished. */
    record Gone(String reason) implements Outcome {}

    /**
     * Against a rule.
     *
     * @param code stable: {@code routing.capacity.exceeded}
     */
    record Refused(String code, String reason) implements Outcome {}
}
