// SPDX-License-Identifier: Apache-2.0
package live.core;

import java.util.Objects;

/**
 * A failure that the caller could not foresee or prevent: a bug, or a broken part of the platform.
 *
 * <p>Expected failures are values ({@code Delivery.Failed}, {@code Refused}), never exceptions. The code is stable, is
 * what monitoring and translations refer to, and reads {@code module.thing.problem}: {@code store.blob.missing}.
 */
public class LiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public LiveException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code);
    }

    public LiveException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
    }

    /** The stable code, for example {@code store.blob.missing}. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code + ": " + getMessage();
    }
}
