// SPDX-License-Identifier: Apache-2.0
package live.bench;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** Reads every mail of every mailbox and marks it as seen, and does nothing else with it: the limit of the server. */
final class BareFetch {
    private static final int AT_ONCE = 100;

    private BareFetch() {}

    /** Runs in a process of its own; returns mails per second. */
    static double perSecond(int port, int accounts) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareFetch.class.getName(),
                        "" + port,
                        "" + accounts))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return Double.parseDouble(said.strip());
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int accounts = Integer.parseInt(arguments[1]);
        ExecutorService pool = Executors.newFixedThreadPool(accounts);
        List<Callable<Integer>> all = new ArrayList<>();
        for (int account = 0; account < accounts; account++) {
            String address = FilledMailServer.address(account);
            all.add(() -> fetch(port, address));
        }
        long begun = System.nanoTime();
        long mails = 0;
        for (Future<Integer> done : pool.invokeAll(all)) {
            mails += done.get();
        }
        System.out.println(mails / ((System.nanoTime() - begun) / 1e9));
        System.exit(0);
    }

    private static int fetch(int port, String address) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.imap.partialfetch", "false");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", port, address, "password");
            Folder folder = store.getFolder("INBOX");
            folder.open(Folder.READ_WRITE);
            Message[] mails = folder.getMessages();
            FetchProfile whole = new FetchProfile();
            whole.add(IMAPFolder.FetchProfileItem.MESSAGE);
            for (int from = 0; from < mails.length; from += AT_ONCE) {
                Message[] some = Arrays.copyOfRange(mails, from, Math.min(mails.length, from + AT_ONCE));
                folder.fetch(some, whole);
                for (Message mail : some) {
                    mail.writeTo(OutputStream.nullOutputStream());
                }
                folder.setFlags(some, new Flags(Flags.Flag.SEEN), true);
            }
            return mails.length;
        }
    }
}
