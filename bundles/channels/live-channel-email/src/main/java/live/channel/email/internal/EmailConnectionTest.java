// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal;

import jakarta.mail.MessagingException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import live.channel.ConnectionTest;
import live.channel.email.internal.net.Endpoint;
import live.channel.email.internal.net.Sockets;
import live.channel.email.internal.net.Trouble;
import live.channel.email.internal.receive.MailboxTest;
import live.channel.email.internal.send.SmtpSender;
import org.osgi.service.component.annotations.Component;

/** Tries an account's settings: the name, the connection and its security, the sign-in, the folder; for both servers. */
@Component(property = "live.channel.pid=" + EmailAccount.PID)
public final class EmailConnectionTest implements ConnectionTest {
    /** The whole test has half a minute. */
    private static final int MOST_SECONDS = 12;

    @Override
    public List<Step> test(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(settings);
        values.merge("timeoutSeconds", Integer.toString(MOST_SECONDS), EmailConnectionTest::shorter);
        List<Step> steps = new ArrayList<>();
        try {
            test(Settings.of(Settings.form(values), secret -> secret), steps);
        } catch (IllegalArgumentException invalid) {
            steps.add(new Step(
                    "Settings", false, "email.settings.invalid", "A setting has a value that is not offered."));
        }
        return steps;
    }

    private static String shorter(String wished, String most) {
        return wished.matches("\\d{1,2}") && Integer.parseInt(wished) < MOST_SECONDS ? wished : most;
    }

    private static void test(Settings settings, List<Step> steps) {
        if (!settings.receives() && !settings.sends()) {
            steps.add(
                    new Step("Settings", false, "email.settings.empty", "Name a server for receiving or for sending."));
            return;
        }
        Sockets sockets = new Sockets();
        try {
            boolean well = !settings.receives()
                    || tried(
                            settings.receive(),
                            settings.protocol().name(),
                            steps,
                            step -> MailboxTest.run(settings, sockets, step));
            if (well && settings.sends()) {
                tried(settings.send(), "SMTP", steps, step -> {
                    SmtpSender.tryOut(settings, sockets);
                    step.done("connection");
                    step.done("sign-in");
                });
            }
        } finally {
            sockets.close();
        }
    }

    /** What is tried at a server. */
    private interface Trial {
        void run(MailboxTest.Progress progress) throws MessagingException;
    }

    private static boolean tried(Endpoint server, String protocol, List<Step> steps, Trial trial) {
        try {
            InetAddress.getByName(server.host());
        } catch (UnknownHostException unknown) {
            steps.add(failed(protocol + " server name", Trouble.of(unknown, server)));
            return false;
        }
        steps.add(passed(protocol + " server name"));
        try {
            trial.run(done -> steps.add(passed(protocol + " " + done)));
            return true;
        } catch (MessagingException failure) {
            Trouble trouble = Trouble.of(failure, server);
            if (trouble.code().equals("email.login.refused")) {
                steps.add(passed(protocol + " connection"));
            }
            steps.add(failed(protocol + " " + stepOf(trouble), trouble));
            return false;
        }
    }

    private static String stepOf(Trouble trouble) {
        return switch (trouble.code()) {
            case "email.login.refused" -> "sign-in";
            case "email.folder.missing" -> "folder";
            default -> trouble.code().startsWith("email.tls") ? "security" : "connection";
        };
    }

    private static Step passed(String name) {
        return new Step(name, true, "ok", "");
    }

    private static Step failed(String name, Trouble trouble) {
        return new Step(name, false, trouble.code(), trouble.reason());
    }
}
