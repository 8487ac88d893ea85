// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import live.channel.email.internal.net.Endpoint;
import live.channel.email.internal.net.Endpoint.Security;

/**
 * What an account's form says, with every default in place and every password in plain text, so never to be logged.
 *
 * @param address the account's own address, in lower case
 * @param senderName what customers see beside the address, may be empty
 * @param receive where mails come from; its host is empty if the account only sends
 * @param send the SMTP server; its host is empty if the account only receives
 * @param largestBytes largest mail taken
 * @param tooLargeReply what to tell the sender of a larger one; empty to say nothing
 */
public record Settings(
        String address,
        String senderName,
        Protocol protocol,
        Endpoint receive,
        String folder,
        AfterTaking afterTaking,
        String moveTo,
        Duration poll,
        Endpoint send,
        int sendConnections,
        long largestBytes,
        String tooLargeReply) {
    /** How mails are received. */
    public enum Protocol {
        IMAP,
        POP3,
        NONE
    }

    /** What becomes of a mail on its server once the platform has it. */
    public enum AfterTaking {
        MARK,
        MOVE,
        DELETE
    }

    /**
     * Reads a form.
     *
     * @param secret turns a password attribute into the password
     * @throws IllegalArgumentException if a value is not one of its options
     */
    public static Settings of(EmailAccount form, UnaryOperator<String> secret) {
        Protocol protocol = Protocol.valueOf(form.protocol());
        String address = form.address().strip().toLowerCase(Locale.ROOT);
        Duration timeout = Duration.ofSeconds(form.timeoutSeconds());
        String receiveUser =
                form.receiveUser().isBlank() ? address : form.receiveUser().strip();
        String receivePassword = secret(form.receivePassword(), secret);
        Security receiveSecurity = Security.valueOf(form.receiveSecurity());
        Endpoint receive = new Endpoint(
                protocol == Protocol.POP3 ? "pop3" : "imap",
                protocol == Protocol.NONE ? "" : form.receiveHost().strip(),
                form.receivePort() > 0 ? form.receivePort() : receivePort(protocol, receiveSecurity),
                receiveSecurity,
                receiveUser,
                receivePassword,
                form.trustedCertificates(),
                timeout);
        Security sendSecurity = Security.valueOf(form.sendSecurity());
        boolean sameAccount = form.sendUser().isBlank();
        Endpoint send = new Endpoint(
                "smtp",
                form.sendHost().isBlank()
                        ? form.receiveHost().strip()
                        : form.sendHost().strip(),
                form.sendPort() > 0 ? form.sendPort() : sendSecurity == Security.TLS ? 465 : 587,
                sendSecurity,
                sameAccount ? receiveUser : form.sendUser().strip(),
                form.sendPassword().isEmpty() && sameAccount ? receivePassword : secret(form.sendPassword(), secret),
                form.trustedCertificates(),
                timeout);
        return new Settings(
                address,
                form.senderName().strip(),
                protocol,
                receive,
                form.folder().isBlank() ? "INBOX" : form.folder().strip(),
                AfterTaking.valueOf(form.afterTaking()),
                form.moveTo().strip(),
                Duration.ofSeconds(form.pollSeconds()),
                send,
                form.sendConnections(),
                form.largestMegabytes() * 1_000_000L,
                form.tooLargeReply().strip());
    }

    /** A form that holds the given values and else the defaults, as when settings are tried before they are saved. */
    static EmailAccount form(Map<String, ?> values) {
        return (EmailAccount) Proxy.newProxyInstance(
                EmailAccount.class.getClassLoader(),
                new Class<?>[] {EmailAccount.class},
                (proxy, method, arguments) -> value(method, values.get(method.getName())));
    }

    private static Object value(Method method, @org.jspecify.annotations.Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.isEmpty()) {
            return method.getDefaultValue() == null ? "" : method.getDefaultValue();
        }
        return method.getReturnType() == int.class ? (Object) Integer.valueOf(text.strip()) : text;
    }

    private static String secret(String reference, UnaryOperator<String> secret) {
        return reference.isEmpty() ? "" : secret.apply(reference);
    }

    private static int receivePort(Protocol protocol, Security security) {
        boolean implicit = security == Security.TLS;
        return protocol == Protocol.POP3 ? implicit ? 995 : 110 : implicit ? 993 : 143;
    }

    public boolean receives() {
        return protocol != Protocol.NONE && !receive.host().isEmpty();
    }

    public boolean sends() {
        return !send.host().isEmpty();
    }

    /** The part of the address behind the at sign. */
    public String domain() {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return domain.matches("[a-z0-9.-]+") ? domain : "live.invalid";
    }

    /** The mailbox, the same for every account and every protocol that reads it. */
    public String source() {
        String place =
                receive.host().toLowerCase(Locale.ROOT) + "/" + receive.user().toLowerCase(Locale.ROOT);
        return "mailbox:" + place + "/" + (protocol == Protocol.POP3 ? "INBOX" : folder);
    }

    @Override
    public String toString() {
        return "settings of " + address;
    }
}
