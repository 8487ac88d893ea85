// SPDX-License-Identifier: Apache-2.0
package live.archtests;

/**
 * One breach of a rule.
 *
 * @param subject the class, module or file that breaks it: what exceptions are written for
 * @param detail what it does
 */
record Violation(String subject, String detail) {
    @Override
    public String toString() {
        return subject + ": " + detail;
    }
}
