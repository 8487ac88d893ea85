// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.SharedInputStream;
import java.io.InputStream;
import java.util.Properties;

/** A mail over bytes that are shared, not copied: only its headers are in memory twice. */
final class ParsedMail extends MimeMessage {
    private static final Session SESSION = Session.getInstance(new Properties());

    /** @param shared a {@link SharedInputStream} at the first byte of the mail */
    ParsedMail(InputStream shared) throws MessagingException {
        super(SESSION);
        headers = GuardedHeaders.read(shared);
        contentStream = ((SharedInputStream) shared).newStream(((SharedInputStream) shared).getPosition(), -1);
        modified = false;
        saved = true;
    }
}
