// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

/** A mean that forgets: of the newest values about so many count. Not thread-safe. */
final class Mean {
    private final int memory;
    private int count;
    private double value;

    Mean(int memory) {
        this.memory = memory;
    }

    void add(double next) {
        count = Math.min(count + 1, memory);
        value += (next - value) / count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    double value() {
        return value;
    }
}
