// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.receive;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import live.channel.email.internal.Settings;
import live.channel.email.internal.Settings.AfterTaking;
import live.channel.email.internal.mime.RawMail;
import live.channel.email.internal.net.Sessions;
import live.channel.email.internal.net.Sockets;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.BadCommandException;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

/**
 * An open IMAP folder (RFC 3501), spoken to by UID only, so that mails that come and go meanwhile shift nothing.
 *
 * <p>What is taken is remembered on the server: by a keyword where the server keeps keywords, else by the mark that says a
 * mail was seen. So a new UIDVALIDITY, a restart or another node loses nothing; what is then read again is recognised by
 * the ledger. Used by one thread, but for {@link #nudge}.
 */
final class ImapMailbox implements AutoCloseable {
    /** The keyword of what was taken. */
    static final String TAKEN = "LiveTaken";

    private static final int CHUNK = 512 * 1024;

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final Settings settings;
    private final boolean keepsKeywords;
    private final boolean idles;
    private final boolean expungesByUid;
    private final boolean moves;
    private volatile boolean news;

    private ImapMailbox(IMAPStore store, IMAPFolder folder, Settings settings) throws MessagingException {
        this.store = store;
        this.folder = folder;
        this.settings = settings;
        Flags permanent = folder.getPermanentFlags();
        keepsKeywords = permanent != null && permanent.contains(Flags.Flag.USER);
        idles = store.hasCapability("IDLE");
        expungesByUid = store.hasCapability("UIDPLUS");
        moves = store.hasCapability("MOVE");
    }

    static ImapMailbox open(Settings settings, Sockets sockets) throws MessagingException {
        Session session = Sessions.open(settings.receive(), sockets, settings.domain());
        IMAPStore store = (IMAPStore) session.getStore("imap");
        try {
            store.connect(settings.receive().user(), settings.receive().password());
            IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder());
            if (!folder.exists()) {
                throw new FolderNotFoundException(folder);
            }
            if (settings.afterTaking() == AfterTaking.MOVE) {
                // Else every mail would be fetched, and the same ones again and again.
                Folder target = store.getFolder(settings.moveTo());
                if (settings.moveTo().isEmpty() || !target.exists()) {
                    throw new FolderNotFoundException(target);
                }
            }
            folder.open(Folder.READ_WRITE);
            return new ImapMailbox(store, folder, settings);
        } catch (MessagingException failure) {
            closeQuietly(store);
            throw failure;
        }
    }

    /** Every mail that was not taken yet, oldest first. */
    List<Long> waiting() throws MessagingException {
        String criteria = "UID SEARCH UNDELETED " + (keepsKeywords ? "UNKEYWORD " + TAKEN : "UNSEEN");
        List<Long> uids = new ArrayList<>();
        news = false;
        for (Response response : command(criteria)) {
            if (response instanceof IMAPResponse search && search.keyEquals("SEARCH")) {
                long uid;
                while ((uid = search.readLong()) != -1) {
                    uids.add(uid);
                }
            }
        }
        uids.sort(null);
        return uids;
    }

    /** Bytes of each mail; those that vanished meanwhile are missing. */
    Map<Long, Long> sizes(List<Long> uids) throws MessagingException {
        Map<Long, Long> sizes = new LinkedHashMap<>();
        for (Response response : command("UID FETCH " + set(uids) + " (UID RFC822.SIZE)")) {
            if (response instanceof FetchResponse fetched) {
                UID uid = fetched.getItem(UID.class);
                RFC822SIZE size = fetched.getItem(RFC822SIZE.class);
                if (uid != null && size != null) {
                    sizes.put(uid.uid, size.size);
                }
            }
        }
        return sizes;
    }

    /** Whole mails in one round trip, oldest first; those that vanished meanwhile are missing. */
    Map<Long, RawMail> fetch(List<Long> uids) throws MessagingException {
        Map<Long, RawMail> mails = new LinkedHashMap<>();
        for (Response response : command("UID FETCH " + set(uids) + " (UID BODY.PEEK[])")) {
            if (response instanceof FetchResponse fetched) {
                UID uid = fetched.getItem(UID.class);
                BODY body = fetched.getItem(BODY.class);
                ByteArray bytes = body == null ? null : body.getByteArray();
                if (uid != null && bytes != null) {
                    mails.put(uid.uid, RawMail.of(bytes.getBytes(), bytes.getStart(), bytes.getCount()));
                }
            }
        }
        return mails;
    }

    /** Whether the server has refused a command and goes on to talk with us, as about a mail that it cannot read itself. */
    static boolean refusal(MessagingException failure) {
        return failure.getCause() instanceof CommandFailedException
                || failure.getCause() instanceof BadCommandException;
    }

    /** Copies a mail piece by piece, so that only one piece is in memory. @return whether the mail was still there */
    boolean copy(long uid, OutputStream out) throws MessagingException, IOException {
        long offset = 0;
        while (true) {
            byte[] piece = piece(uid, offset, CHUNK);
            out.write(piece);
            offset += piece.length;
            if (piece.length < CHUNK) {
                return offset > 0;
            }
        }
    }

    /** A part of a mail; empty behind its end, or if it is gone. */
    byte[] piece(long uid, long offset, int length) throws MessagingException {
        for (Response response : command("UID FETCH " + uid + " (UID BODY.PEEK[]<" + offset + "." + length + ">)")) {
            if (response instanceof FetchResponse fetched) {
                BODY body = fetched.getItem(BODY.class);
                ByteArray bytes = body == null ? null : body.getByteArray();
                if (bytes != null) {
                    return Arrays.copyOfRange(bytes.getBytes(), bytes.getStart(), bytes.getStart() + bytes.getCount());
                }
            }
        }
        return new byte[0];
    }

    /** Lets go of mails that the platform has. */
    void release(Collection<Long> uids) throws MessagingException {
        if (uids.isEmpty()) {
            return;
        }
        String set = set(uids);
        if (settings.afterTaking() == AfterTaking.MARK) {
            mark(uids);
        } else if (settings.afterTaking() == AfterTaking.DELETE) {
            delete(set);
        } else {
            String place =
                    "\"" + BASE64MailboxEncoder.encode(settings.moveTo()).replaceAll("[\"\\\\\\p{Cc}]", "") + "\"";
            if (moves) {
                command("UID MOVE " + set + " " + place);
            } else {
                command("UID COPY " + set + " " + place);
                delete(set);
            }
        }
    }

    /** Leaves mails where they are, and remembers not to take them again. */
    void mark(Collection<Long> uids) throws MessagingException {
        if (!uids.isEmpty()) {
            command("UID STORE " + set(uids) + " +FLAGS.SILENT (\\Seen" + (keepsKeywords ? " " + TAKEN : "") + ")");
        }
    }

    private void delete(String set) throws MessagingException {
        command("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
        command(expungesByUid ? "UID EXPUNGE " + set : "EXPUNGE");
    }

    /** Whether the server told of new mails since {@link #waiting}: it does not tell twice, so look before idling. */
    boolean hasNews() {
        return news;
    }

    boolean idles() {
        return idles;
    }

    /** Waits until the server tells of a change, or {@link #nudge} is called. */
    void idle() throws MessagingException {
        folder.idle(true);
    }

    /** Ends {@link #idle}, and finds out whether the connection still lives; called by another thread. */
    void nudge() throws MessagingException {
        command("NOOP");
    }

    @Override
    public void close() {
        closeQuietly(store);
    }

    private Response[] command(String command) throws MessagingException {
        Object responses = folder.doCommand((IMAPProtocol protocol) -> {
            Response[] all = protocol.command(command, (Argument) null);
            for (Response response : all) {
                news |= response instanceof IMAPResponse told && told.keyEquals("EXISTS");
            }
            protocol.notifyResponseHandlers(all);
            protocol.handleResult(all[all.length - 1]);
            return all;
        });
        return (Response[]) responses;
    }

    private static void closeQuietly(IMAPStore store) {
        try {
            store.close();
        } catch (MessagingException alreadyBroken) {
            // Whatever was wrong with it has been told, or will be when it is opened again.
        }
    }

    /** {@code 1:4,7,9:10} */
    static String set(Collection<Long> uids) {
        StringBuilder set = new StringBuilder();
        long first = -1;
        long last = -1;
        for (long uid : uids.stream().sorted().toList()) {
            if (first >= 0 && uid == last + 1) {
                last = uid;
                continue;
            }
            append(set, first, last);
            first = uid;
            last = uid;
        }
        append(set, first, last);
        return set.toString();
    }

    private static void append(StringBuilder set, long first, long last) {
        if (first >= 0) {
            set.append(set.length() == 0 ? "" : ",").append(first);
            if (last > first) {
                set.append(':').append(last);
            }
        }
    }
}
