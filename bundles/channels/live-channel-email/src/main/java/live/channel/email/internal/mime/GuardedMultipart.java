// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The parts of a multipart body, within a budget of parts, whatever is wrong with its boundaries. */
final class GuardedMultipart extends MimeMultipart {
    private final PartBudget budget;
    private final List<MimeBodyPart> found = new ArrayList<>();

    GuardedMultipart(String contentType, InputStream content, PartBudget budget) throws MessagingException {
        super(new Source(contentType, content));
        this.budget = budget;
    }

    /** The parts that could be read. */
    List<MimeBodyPart> parts() {
        try {
            parse();
        } catch (MessagingException broken) {
            budget.damaged();
        }
        return found;
    }

    @Override
    protected void initializeProperties() {
        ignoreMissingEndBoundary = true;
        ignoreMissingBoundaryParameter = true;
        ignoreExistingBoundaryParameter = false;
        allowEmpty = true;
    }

    @Override
    protected InternetHeaders createInternetHeaders(InputStream in) throws MessagingException {
        return GuardedHeaders.read(in);
    }

    @Override
    protected MimeBodyPart createMimeBodyPart(InternetHeaders headers, byte[] content) throws MessagingException {
        return keep(new MimeBodyPart(headers, content));
    }

    @Override
    protected MimeBodyPart createMimeBodyPart(InputStream in) throws MessagingException {
        return keep(in instanceof SharedInputStream ? new SharedPart(in) : new MimeBodyPart(in));
    }

    private MimeBodyPart keep(MimeBodyPart part) throws MessagingException {
        budget.take();
        found.add(part);
        return part;
    }

    private static final class SharedPart extends MimeBodyPart {
        SharedPart(InputStream in) throws MessagingException {
            headers = GuardedHeaders.read(in);
            contentStream = ((SharedInputStream) in).newStream(((SharedInputStream) in).getPosition(), -1);
        }
    }

    private record Source(String contentType, InputStream content) implements DataSource {
        @Override
        public InputStream getInputStream() {
            return content;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("read only");
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public String getName() {
            return "";
        }
    }
}
