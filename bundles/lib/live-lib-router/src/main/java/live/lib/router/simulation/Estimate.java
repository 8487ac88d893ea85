// SPDX-License-Identifier: Apache-2.0
package live.lib.router.simulation;

import java.util.Arrays;

/**
 * A figure from several runs.
 *
 * @param mean of the runs
 * @param margin half the width of the interval that holds the true mean with a confidence of 95 %, by Student's t
 *     distribution; {@link Double#NaN} of a single run
 */
public record Estimate(double mean, double margin) {
    /** The 0.975 quantiles of Student's t distribution for 1 to 30 degrees of freedom (NIST/SEMATECH, 1.3.6.7.2). */
    private static final double[] QUANTILES = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    public static Estimate of(double[] runs) {
        if (runs.length == 0) {
            throw new IllegalArgumentException("no runs");
        }
        double mean = Arrays.stream(runs).average().orElseThrow();
        if (runs.length == 1) {
            return new Estimate(mean, Double.NaN);
        }
        double squares =
                Arrays.stream(runs).map(run -> (run - mean) * (run - mean)).sum();
        double error = Math.sqrt(squares / (runs.length - 1) / runs.length);
        int freedom = runs.length - 1;
        return new Estimate(mean, error * (freedom <= QUANTILES.length ? QUANTILES[freedom - 1] : NORMAL));
    }
}
