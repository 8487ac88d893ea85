// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** A medium and a number of units of it: who has room for that, and which requirements wait for it. */
final class Lane {
    final int index;
    final int medium;
    final int units;
    /** Agents, by slot, who may be offered such a contact now. */
    final Bits free = new Bits();
    /** Requirements, by index, with contacts waiting. */
    final Bits waiting = new Bits();

    Lane(int index, int medium, int units) {
        this.index = index;
        this.medium = medium;
        this.units = units;
    }
}
