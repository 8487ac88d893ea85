// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The permission that a caller needs. A method without this and without {@link Public} is open to nobody. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {
    /** For example {@code ticket.write}; {@link #SIGNED_IN} for everybody who is signed in. */
    String value();

    /** Every signed-in user and every token. */
    String SIGNED_IN = "";
}
