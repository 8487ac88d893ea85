// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

/**
 * Something that is wrong or doubtful about a queue.
 *
 * @param code stable, for translations
 * @param field the path in the request
 * @param message in English
 */
public record Finding(Severity severity, String code, String field, String message) {
    /** An error can never be meant; a warning may be, or may come right with the people who are still to come. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
