// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.time.Duration;

/**
 * The platform's supervised threads and timers: the only ones that a module uses.
 *
 * <p>Names become thread names and health entries, so they read {@code module.what}: {@code channels.dispatch}. All
 * methods are thread-safe and return at once. Tasks that are still running when the bundle that started them stops are
 * closed and reported as a leak.
 */
public interface Tasks {
    /** Runs a task until it returns; runs it again after a pause (1 s, doubling, at most 1 min) when it throws. */
    TaskHandle run(String name, Task task);

    /** Runs a task again and again, each run {@code pause} after the end of the one before. */
    TaskHandle every(String name, Duration pause, Task task);

    /** Runs a task once, after a delay; a failure is logged and counted, and the task is not repeated. */
    TaskHandle after(String name, Duration delay, Task task);
}
