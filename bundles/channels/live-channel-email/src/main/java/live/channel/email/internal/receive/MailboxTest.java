// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import live.channel.email.internal.Settings;
import live.channel.email.internal.net.Sessions;
import live.channel.email.internal.net.Sockets;

/** Looks into a mailbox and changes nothing. */
public final class MailboxTest {
    private MailboxTest() {}

    /** Hears of each step that has gone well. */
    @FunctionalInterface
    public interface Progress {
        void done(String step);
    }

    /** @throws MessagingException at the first step that fails */
    public static void run(Settings settings, Sockets sockets, Progress progress) throws MessagingException {
        String protocol = settings.receive().protocol();
        Store store =
                Sessions.open(settings.receive(), sockets, settings.domain()).getStore(protocol);
        try {
            store.connect(settings.receive().user(), settings.receive().password());
            progress.done("connection");
            progress.done("sign-in");
            open(store, settings.protocol() == Settings.Protocol.POP3 ? "INBOX" : settings.folder());
            boolean moves = settings.afterTaking() == Settings.AfterTaking.MOVE;
            if (settings.protocol() == Settings.Protocol.IMAP && moves) {
                open(store, settings.moveTo());
            }
            progress.done("folder");
        } finally {
            store.close();
        }
    }

    private static void open(Store store, String name) throws MessagingException {
        Folder folder = store.getFolder(name);
        if (name.isEmpty() || !folder.exists()) {
            throw new FolderNotFoundException(folder);
        }
        folder.open(Folder.READ_ONLY);
        folder.close(false);
    }
}
