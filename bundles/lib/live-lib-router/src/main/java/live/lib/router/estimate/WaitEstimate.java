// SPDX-License-Identifier: Apache-2.0
package live.lib.router.estimate;

/**
 * How long a contact will wait from now on, milliseconds.
 *
 * @param mean what may be expected
 * @param low in one of ten cases it is answered sooner
 * @param high in one of ten cases it waits longer
 */
public record WaitEstimate(double mean, double low, double high) {
    private static final double TENTH = 1.2815515655446004;

    /**
     * The time until so many of busy places have become free, each of them after an exponentially distributed time: a
     * gamma distribution, the wider the less is known of that time. Its quantiles are those of Wilson and Hilferty (1931).
     *
     * @param leaving how many must become free; 1 = the next
     * @param places how many there are, at least 1
     * @param holding how long one is held on average, milliseconds
     * @param known from how many cases that is known
     */
    static WaitEstimate untilFree(double leaving, int places, double holding, int known) {
        double mean = leaving * holding / places;
        double shape = 1 / (1 / leaving + 1.0 / known);
        return new WaitEstimate(mean, mean * quantile(shape, -TENTH) / shape, mean * quantile(shape, TENTH) / shape);
    }

    private static double quantile(double shape, double deviation) {
        double root = 1 - 1 / (9 * shape) + deviation / (3 * Math.sqrt(shape));
        return shape * Math.max(0, root * root * root);
    }

    /** So much as often. */
    WaitEstimate times(double factor) {
        return new WaitEstimate(mean * factor, low * factor, high * factor);
    }

    /** Later by so much. */
    WaitEstimate plus(double millis) {
        return new WaitEstimate(Math.max(0, mean + millis), Math.max(0, low + millis), Math.max(0, high + millis));
    }

    /** Between this one and another: 0 = this one, 1 = the other. */
    WaitEstimate towards(WaitEstimate other, double weight) {
        return new WaitEstimate(
                mean + weight * (other.mean - mean),
                low + weight * (other.low - low),
                high + weight * (other.high - high));
    }

    boolean allows(double millis) {
        return millis >= low && millis <= high;
    }
}
