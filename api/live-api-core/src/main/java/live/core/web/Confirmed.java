// SPDX-License-Identifier: Apache-2.0
package live.core.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Delicate: whoever is signed in must have shown lately who he is. Otherwise the answer is 409
 * {@code security.confirmation.needed}, upon which pages ask for the password and send the request again. A program with
 * an API token is nobody to ask. Stands beside {@link Requires}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Confirmed {}
