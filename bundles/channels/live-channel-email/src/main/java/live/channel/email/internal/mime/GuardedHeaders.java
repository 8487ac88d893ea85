// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a header block without letting a flood of headers fill the memory. */
final class GuardedHeaders {
    /** More than any honest mail has: long recipient lists and a dozen relays stay far below. */
    static final int LIMIT = 256 * 1024;

    private GuardedHeaders() {}

    /** The headers up to the empty line, behind which the stream then stands; what exceeds the limit is left out. */
    static InternetHeaders read(InputStream in) throws MessagingException {
        ByteArrayOutputStream block = new ByteArrayOutputStream(2048);
        try {
            boolean lineIsEmpty = true;
            int read;
            while ((read = in.read()) >= 0) {
                if (read == '\n') {
                    if (lineIsEmpty) {
                        break;
                    }
                    lineIsEmpty = true;
                } else if (read != '\r') {
                    lineIsEmpty = false;
                }
                if (block.size() < LIMIT) {
                    block.write(read);
                }
            }
        } catch (IOException unreadable) {
            throw new MessagingException("unreadable headers", unreadable);
        }
        return new InternetHeaders(new ByteArrayInputStream(block.toByteArray()));
    }
}
