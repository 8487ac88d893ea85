// SPDX-License-Identifier: Apache-2.0
package live.bench;

import java.io.PrintStream;

/** One benchmark. */
interface Benchmark {
    /** What it measures, in a sentence. */
    String measures();

    /**
     * Runs it.
     *
     * @param table where its table goes
     */
    Result run(Options options, PrintStream table) throws Exception;
}
