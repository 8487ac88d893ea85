// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The form of an e-mail account. Texts, with the reason of every default, are in {@code OSGI-INF/l10n}. */
@ObjectClassDefinition(
        id = EmailAccount.PID,
        name = "%account",
        description = "%account.help",
        localization = "OSGI-INF/l10n/email")
public @interface EmailAccount {
    /** Factory PID of the accounts. */
    String PID = "live.channel.email";

    @AttributeDefinition(name = "%address", description = "%address.help")
    String address();

    @AttributeDefinition(name = "%senderName", description = "%senderName.help", required = false)
    String senderName() default "";

    @AttributeDefinition(
            name = "%protocol",
            description = "%protocol.help",
            options = {
                @Option(value = "IMAP", label = "IMAP"),
                @Option(value = "POP3", label = "POP3"),
                @Option(value = "NONE", label = "%protocol.none")
            })
    String protocol() default "IMAP";

    @AttributeDefinition(name = "%receiveHost", description = "%receiveHost.help", required = false)
    String receiveHost() default "";

    @AttributeDefinition(name = "%receivePort", description = "%receivePort.help", min = "0", max = "65535")
    int receivePort() default 0;

    @AttributeDefinition(
            name = "%receiveSecurity",
            description = "%security.help",
            options = {
                @Option(value = "TLS", label = "TLS"),
                @Option(value = "STARTTLS", label = "STARTTLS"),
                @Option(value = "NONE", label = "%security.none")
            })
    String receiveSecurity() default "TLS";

    @AttributeDefinition(name = "%receiveUser", description = "%receiveUser.help", required = false)
    String receiveUser() default "";

    @AttributeDefinition(
            name = "%receivePassword",
            description = "%receivePassword.help",
            type = AttributeType.PASSWORD,
            required = false)
    String receivePassword() default "";

    @AttributeDefinition(name = "%folder", description = "%folder.help")
    String folder() default "INBOX";

    @AttributeDefinition(
            name = "%afterTaking",
            description = "%afterTaking.help",
            options = {
                @Option(value = "MARK", label = "%afterTaking.mark"),
                @Option(value = "MOVE", label = "%afterTaking.move"),
                @Option(value = "DELETE", label = "%afterTaking.delete")
            })
    String afterTaking() default "MARK";

    @AttributeDefinition(name = "%moveTo", description = "%moveTo.help", required = false)
    String moveTo() default "";

    @AttributeDefinition(name = "%pollSeconds", description = "%pollSeconds.help", min = "1", max = "1500")
    int pollSeconds() default 60;

    @AttributeDefinition(name = "%sendHost", description = "%sendHost.help", required = false)
    String sendHost() default "";

    @AttributeDefinition(name = "%sendPort", description = "%sendPort.help", min = "0", max = "65535")
    int sendPort() default 0;

    @AttributeDefinition(
            name = "%sendSecurity",
            description = "%security.help",
            options = {
                @Option(value = "TLS", label = "TLS"),
                @Option(value = "STARTTLS", label = "STARTTLS"),
                @Option(value = "NONE", label = "%security.none")
            })
    String sendSecurity() default "STARTTLS";

    @AttributeDefinition(name = "%sendUser", description = "%sendUser.help", required = false)
    String sendUser() default "";

    @AttributeDefinition(
            name = "%sendPassword",
            description = "%sendPassword.help",
            type = AttributeType.PASSWORD,
            required = false)
    String sendPassword() default "";

    @AttributeDefinition(name = "%sendConnections", description = "%sendConnections.help", min = "1", max = "20")
    int sendConnections() default 2;

    @AttributeDefinition(name = "%trustedCertificates", description = "%trustedCertificates.help", required = false)
    String trustedCertificates() default "";

    @AttributeDefinition(name = "%largestMegabytes", description = "%largestMegabytes.help", min = "1", max = "500")
    int largestMegabytes() default 60;

    @AttributeDefinition(name = "%tooLargeReply", description = "%tooLargeReply.help", required = false)
    String tooLargeReply() default
            "Your mail \"{subject}\" has {size} MB, more than we can take ({limit} MB)."
                    + " Only its beginning reached us. Please send the attachments in smaller parts.";

    @AttributeDefinition(name = "%timeoutSeconds", description = "%timeoutSeconds.help", min = "1", max = "600")
    int timeoutSeconds() default 60;
}
