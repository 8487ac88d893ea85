// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class on the product that runs for the whole module; its methods take the {@link Product} as a parameter. The
 * class fails when the product logged an error meanwhile that it did not expect.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunningProduct.class)
public @interface Running {
    /** Errors that belong to the test: regular expressions over logger, message and stack trace. */
    String[] expectedErrors() default {};
}
