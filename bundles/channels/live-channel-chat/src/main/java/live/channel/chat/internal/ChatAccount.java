// SPDX-License-Identifier: Apache-2.0
package live.channel.chat.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of the chat of a branch, whose code is the account's name. Texts are in {@code OSGI-INF/l10n}. */
@ObjectClassDefinition(
        id = ChatAccount.PID,
        name = "%account",
        description = "%account.help",
        localization = "OSGI-INF/l10n/chat")
public @interface ChatAccount {
    /** Factory PID of the accounts. */
    String PID = "live.channel.chat";

    @AttributeDefinition(name = "%label", description = "%label.help", required = false)
    String label() default "";

    @AttributeDefinition(name = "%sendSeconds", description = "%sendSeconds.help", min = "1", max = "300")
    int sendSeconds() default 30;
}
