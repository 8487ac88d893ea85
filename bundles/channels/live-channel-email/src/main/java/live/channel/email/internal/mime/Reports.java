// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.mime;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import live.channel.Delivery;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.DispositionNotification;
import org.jspecify.annotations.Nullable;

/** What a delivery status (RFC 3464) or a disposition notification (RFC 8098) says of a message of ours. */
final class Reports {
    private static final int LIMIT = 256 * 1024;

    private boolean deliveryStatus;
    private boolean disposition;
    private String original = "";
    private @Nullable Delivery outcome;

    /** Reads a part if it belongs to a report. @return whether it did */
    boolean read(MediaType type, Supplier<InputStream> content) {
        try {
            switch (type.type()) {
                case "message/delivery-status", "message/global-delivery-status" -> deliveryStatus(bytes(content));
                case "message/disposition-notification" -> disposition(bytes(content));
                case "text/rfc822-headers", "message/rfc822" -> original(bytes(content));
                default -> {
                    return false;
                }
            }
        } catch (IOException | MessagingException unreadable) {
            // Its text is still shown to the agent; only the receipt is missing.
        }
        return true;
    }

    boolean isDeliveryStatus() {
        return deliveryStatus;
    }

    boolean isDisposition() {
        return disposition;
    }

    /** The Message-ID of our message that the report is about; empty if it is about none. */
    String original() {
        return original;
    }

    /** What became of it, if the report says anything final. */
    Optional<Delivery> outcome() {
        return Optional.ofNullable(outcome);
    }

    private void deliveryStatus(byte[] bytes) throws IOException, MessagingException {
        deliveryStatus = true;
        DeliveryStatus status = new DeliveryStatus(new ByteArrayInputStream(bytes));
        for (int i = 0; i < status.getRecipientDSNCount(); i++) {
            InternetHeaders recipient = status.getRecipientDSN(i);
            String action = value(recipient, "Action").toLowerCase(Locale.ROOT);
            if (action.startsWith("failed")) {
                outcome = failure(recipient);
                return;
            }
            if (action.startsWith("delivered") && outcome == null) {
                outcome = new Delivery.Delivered();
            }
        }
    }

    /** A bounce comes after the other side's own attempts are over, so it is final whatever its status class. */
    private static Delivery failure(InternetHeaders recipient) {
        String status = value(recipient, "Status").strip();
        String reason =
                HeaderText.decode(value(recipient, "Diagnostic-Code").replaceFirst("^\\s*smtp\\s*;\\s*", ""), 500);
        String code =
                switch (status.length() > 3 ? status.substring(2) : "") {
                    case "1.1", "1.2", "1.3", "1.10" -> "email.recipient.unknown";
                    case "2.2" -> "email.recipient.full";
                    case "3.4" -> "email.message.too-large";
                    case "7.1" -> "email.message.refused";
                    default -> status.startsWith("4") ? "email.delivery.expired" : "email.bounced";
                };
        return new Delivery.Failed(code, reason.isEmpty() ? status : reason, false);
    }

    private void disposition(byte[] bytes) throws IOException, MessagingException {
        disposition = true;
        InternetHeaders notice = new DispositionNotification(new ByteArrayInputStream(bytes)).getNotifications();
        remember(value(notice, "Original-Message-ID"));
        if (value(notice, "Disposition").toLowerCase(Locale.ROOT).contains("displayed")) {
            outcome = new Delivery.Read();
        }
    }

    private void original(byte[] bytes) throws MessagingException {
        InternetHeaders headers = GuardedHeaders.read(new ByteArrayInputStream(bytes));
        remember(value(headers, "Message-ID"));
    }

    private void remember(String messageId) {
        String id = MessageIds.only(messageId);
        if (original.isEmpty() && MessageIds.ours(id).isPresent()) {
            original = id;
        }
    }

    private static String value(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, null);
        return value == null ? "" : value;
    }

    private static byte[] bytes(Supplier<InputStream> content) throws IOException {
        try (InputStream in = content.get()) {
            return in.readNBytes(LIMIT);
        }
    }
}
