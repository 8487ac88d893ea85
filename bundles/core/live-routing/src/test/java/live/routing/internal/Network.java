// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

/** Brings messages, or does not: some get lost, some come twice, some late and after those that were sent later. */
final class Network {
    private final Storm storm;
    private final double trouble;

    Network(Storm storm, double trouble) {
        this.storm = storm;
        this.trouble = trouble;
    }

    void send(Runnable delivery) {
        if (storm.suffers(0.5)) {
            return;
        }
        storm.in(delay(), delivery);
        if (storm.suffers(0.3)) {
            storm.in(delay(), delivery);
        }
    }

    private long delay() {
        boolean slow = storm.rough() && storm.random.nextDouble() < trouble / 2;
        return slow ? storm.random.nextInt(8_000) : 1 + storm.random.nextInt(20);
    }
}
