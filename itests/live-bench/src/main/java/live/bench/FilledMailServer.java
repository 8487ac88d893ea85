// SPDX-License-Identifier: Apache-2.0
package live.bench;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** A mail server in a process of its own, with filled mailboxes; ends when its standard input does. */
final class FilledMailServer implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;

    /** Starts it and waits until every mailbox is full. */
    FilledMailServer(int port, int accounts, int mails, String mark) throws IOException {
        process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx2g",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FilledMailServer.class.getName(),
                        "" + port,
                        "" + accounts,
                        "" + mails,
                        mark))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!"full".equals(line)) {
            process.destroyForcibly();
            throw new IllegalStateException("the mail server said " + line);
        }
    }

    static String address(int account) {
        return "bench" + account + "@shop.example";
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroyForcibly();
        process.onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int accounts = Integer.parseInt(arguments[1]);
        int mails = Integer.parseInt(arguments[2]);
        // It takes a client that hangs up for a fault of its own, and prints it.
        Thread.setDefaultUncaughtExceptionHandler((thread, hungUp) -> {});
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        Session session = Session.getInstance(new Properties());
        for (int account = 0; account < accounts; account++) {
            GreenMailUser user = server.setUser(address(account), address(account), "password");
            for (int i = 0; i < mails; i++) {
                user.deliver(new MimeMessage(session, new ByteArrayInputStream(mail(account, i, arguments[3]))));
            }
        }
        System.out.println("full");
        while (System.in.read() >= 0) {
            continue;
        }
        server.stop();
        System.exit(0);
    }

    /** An ordinary mail of some 2 kB: text and HTML. */
    private static byte[] mail(int account, int i, String mark) {
        String sentence = "The radio that I bought from you last week has not made a sound since Tuesday. ";
        return """
                From: Customer %1$d <customer%1$d@mail%2$d.example>
                To: bench%2$d@shop.example
                Subject: Silent radio %3$s %2$d %1$d
                Message-ID: <%3$s.%2$d.%1$d@mail.example>
                Date: Mon, 5 Jan 2026 10:00:00 +0000
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8

                %4$s
                --b
                Content-Type: text/html; charset=utf-8

                <html><body><p>%4$s</p></body></html>
                --b--
                """
                .formatted(i, account, mark, sentence.repeat(9))
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String subject(String mark, int account, int i) {
        return String.format(Locale.ROOT, "Silent radio %s %d %d", mark, account, i);
    }
}
