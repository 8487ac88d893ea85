// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.MessagingException;

/** How many parts a mail may still have, and whether anything of it could not be read. */
final class PartBudget {
    /** Attachments become contents of the message, of which the platform takes 500. */
    static final int PARTS = 400;

    private int left = PARTS;
    private boolean damaged;

    void take() throws MessagingException {
        if (left-- <= 0) {
            throw new MessagingException("more than " + PARTS + " parts");
        }
    }

    void damaged() {
        damaged = true;
    }

    boolean isDamaged() {
        return damaged;
    }
}
