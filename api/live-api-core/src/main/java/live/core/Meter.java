// SPDX-License-Identifier: Apache-2.0
package live.core;

/** A number that monitoring sees. Thread-safe and cheap enough for every message. */
public interface Meter {
    /** Counts one. */
    default void count() {
        count(1);
    }

    /** Counts several; never negative. */
    void count(long amount);

    /** Records how long something took. */
    void took(java.time.Duration duration);
}
