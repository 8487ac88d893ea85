// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.send;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import live.channel.Delivery;
import live.channel.email.internal.net.Endpoint;
import live.core.ExternalId;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to an SMTP server that knows the one moment when nobody can tell: from the last byte of the mail to the
 * server's answer (RFC 5321, section 4.5.3.2.6).
 */
final class SmtpConnection extends SMTPTransport {
    private boolean atEndOfData;

    SmtpConnection(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    Session session() {
        return session;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        atEndOfData = true;
        super.finishData();
        atEndOfData = false;
    }

    /**
     * Sends a mail over the open connection.
     *
     * @throws MessagingException if the connection failed before the server had all of it: it was certainly not sent
     */
    Delivery send(SMTPMessage mail, String id, Endpoint server) throws MessagingException {
        atEndOfData = false;
        try {
            Address[] recipients = mail.getAllRecipients();
            if (recipients == null || recipients.length == 0) {
                return new Delivery.Failed("email.recipient.missing", "The mail has no recipient.", false);
            }
            sendMessage(mail, recipients);
            return new Delivery.Sent(new ExternalId(id));
        } catch (MessagingException failure) {
            return outcome(failure, server);
        }
    }

    private Delivery outcome(MessagingException failure, Endpoint server) throws MessagingException {
        Reply reply = Reply.of(failure);
        if (reply.code() >= 500) {
            return new Delivery.Failed(refusal(reply), reply.text(), false);
        }
        if (reply.code() >= 400) {
            return new Delivery.Failed("email.refused.for-now", reply.text(), true);
        }
        if (failure instanceof AddressException || failure.getNextException() instanceof AddressException) {
            return new Delivery.Failed("email.address.invalid", "An address of the mail is not valid.", false);
        }
        if (atEndOfData) {
            return new Delivery.Unknown("The connection to " + server.name()
                    + " broke after the mail was handed over and before the server had confirmed it.");
        }
        throw failure;
    }

    private static String refusal(Reply reply) {
        if (reply.ofRecipient()) {
            return "email.recipient.refused";
        }
        return reply.code() == 552 || reply.code() == 523 ? "email.message.too-large" : "email.message.refused";
    }

    /** The server's last word: the worst code of all, because one final refusal makes repeating useless. */
    private record Reply(int code, String text, boolean ofRecipient) {
        static Reply of(MessagingException failure) {
            Reply worst = new Reply(-1, "", false);
            Exception next = failure;
            for (int depth = 0; next instanceof MessagingException mail && depth < 1_000; depth++) {
                int code = -1;
                boolean recipient = false;
                if (mail instanceof SMTPAddressFailedException address) {
                    code = address.getReturnCode();
                    recipient = true;
                } else if (mail instanceof SMTPSenderFailedException sender) {
                    code = sender.getReturnCode();
                } else if (mail instanceof SMTPSendFailedException sent) {
                    code = sent.getReturnCode();
                }
                if (code > worst.code() && code >= 400) {
                    String text = String.valueOf(mail.getMessage())
                            .replaceAll("[\\p{Cc}\\s]+", " ")
                            .strip();
                    worst = new Reply(code, text.length() > 500 ? text.substring(0, 500) : text, recipient);
                }
                next = mail.getNextException();
            }
            return worst;
        }
    }
}
