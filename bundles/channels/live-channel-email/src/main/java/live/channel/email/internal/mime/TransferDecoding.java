// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.eclipse.angus.mail.util.QPDecoderStream;
import org.eclipse.angus.mail.util.UUDecoderStream;

/** Content-Transfer-Encoding, read leniently: damaged content ends where the damage makes it unreadable. */
final class TransferDecoding {
    private TransferDecoding() {}

    static InputStream of(String header, InputStream encoded) {
        String encoding = header.strip().toLowerCase(Locale.ROOT);
        InputStream decoder;
        if (encoding.startsWith("base64")) {
            decoder = new BASE64DecoderStream(encoded, true);
        } else if (encoding.startsWith("quoted-printable")) {
            decoder = new QPDecoderStream(encoded);
        } else if (encoding.startsWith("x-uu") || encoding.startsWith("uuencode")) {
            decoder = new UUDecoderStream(encoded, true, true);
        } else {
            return encoded;
        }
        return new EndsAtDamage(decoder);
    }

    /** So that what fails when an attachment is stored is the storage, never the mail. */
    private static final class EndsAtDamage extends FilterInputStream {
        EndsAtDamage(InputStream in) {
            super(in);
        }

        @Override
        public int read() {
            try {
                return in.read();
            } catch (IOException | RuntimeException damage) {
                return -1;
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException | RuntimeException damage) {
                return -1;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
