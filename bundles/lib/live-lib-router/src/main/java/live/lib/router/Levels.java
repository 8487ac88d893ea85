// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.Arrays;

/** Everybody's level in one skill, by slot; 0 without it. */
final class Levels {
    private int[] levels = new int[64];

    void set(int slot, int level) {
        if (slot >= levels.length) {
            if (level == 0) {
                return;
            }
            levels = Arrays.copyOf(levels, Math.max(slot + 1, levels.length * 2));
        }
        levels[slot] = level;
    }

    int of(int slot) {
        return slot < levels.length ? levels[slot] : 0;
    }
}
