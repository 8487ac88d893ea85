// SPDX-License-Identifier: Apache-2.0
package live.simulators;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;

/** A real mail server on loopback, with every mailbox of the story. */
final class MailServer implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final GreenMail server;

    MailServer(int smtp, int imap, int pop3) {
        server = new GreenMail(new ServerSetup[] {
            setup(smtp, ServerSetup.PROTOCOL_SMTP),
            setup(imap, ServerSetup.PROTOCOL_IMAP),
            setup(pop3, ServerSetup.PROTOCOL_POP3)
        });
        server.start();
    }

    private static ServerSetup setup(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, HOST, protocol);
        setup.setServerStartupTimeout(20_000);
        return setup;
    }

    /** Opens a mailbox whose login is its address. */
    void mailbox(String address, String password) {
        server.setUser(address, address, password);
    }

    /** Puts a mail into a mailbox without sending it. */
    void put(String address, MimeMessage mail) {
        GreenMailUser user = server.getUserManager().getUserByEmail(address);
        user.deliver(mail);
    }

    int smtp() {
        return server.getSmtp().getPort();
    }

    int imap() {
        return server.getImap().getPort();
    }

    int pop3() {
        return server.getPop3().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
