// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import java.util.concurrent.CompletionStage;
import live.channel.Acceptance;
import live.channel.email.internal.mime.ReadMail;

/** Tells a sender that only the beginning of the mail was taken. */
@FunctionalInterface
public interface TooLargeNotice {
    /**
     * Sends the notice, unless nobody wants it: a machine wrote the mail, or the sender was told a short while ago, or the
     * mail was taken before and no notice of it is owed.
     *
     * @return at once; false if it should be tried again later
     */
    CompletionStage<Boolean> send(ReadMail mail, Acceptance.Accepted accepted);
}
