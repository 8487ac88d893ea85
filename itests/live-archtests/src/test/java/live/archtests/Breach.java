// SPDX-License-Identifier: Apache-2.0
package live.archtests;

import java.util.function.UnaryOperator;

/**
 * A planted breach.
 *
 * @param rule the rule that must catch it
 * @param subject what the rule must name
 * @param plant writes it into an empty repository
 */
record Breach(String rule, String subject, UnaryOperator<Planted> plant) {
    @Override
    public String toString() {
        return rule + " by " + subject;
    }
}
