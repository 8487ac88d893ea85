// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a REST method answers when all goes well, where its return type does not say so: for the description of the
 * interface.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** The class of the body; {@link java.io.InputStream} for content of any type, {@link Void} for none. */
    Class<?> value() default Void.class;

    /** The HTTP status. */
    int status() default 200;
}
