// SPDX-License-Identifier: Apache-2.0
package live.itests.channels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import live.core.FreePort;
import live.itest.Commands;

/** Postfix and Dovecot as Debian packs them, with folders, ports and mailboxes of their own. Needs root. */
final class DebianMailHost implements AutoCloseable {
    static final String PASSWORD = "shop-password";

    /** Debian's {@code nobody}. */
    private static final int OWNER = 65534;

    private final Path folder;
    private final int smtpPort = FreePort.find();
    private final int imapPort = FreePort.find();
    private final Process dovecot;

    DebianMailHost(String... mailboxes) {
        try {
            folder = Files.createTempDirectory(Path.of("/var/tmp"), "live-mail-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path mails = Files.createDirectory(folder.resolve("mails"));
            Files.setAttribute(mails, "unix:uid", OWNER);
            configurePostfix(mailboxes);
            Commands.run(
                    List.of("/usr/sbin/postfix", "-c", folder.resolve("postfix").toString(), "start"));
            configureDovecot();
            dovecot = new ProcessBuilder(
                            "/usr/sbin/dovecot",
                            "-F",
                            "-c",
                            folder.resolve("dovecot.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("dovecot.out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isInstalled() {
        return Stream.of("/usr/sbin/postfix", "/usr/sbin/dovecot")
                .allMatch(program -> Files.isExecutable(Path.of(program)));
    }

    int smtpPort() {
        return smtpPort;
    }

    int imapPort() {
        return imapPort;
    }

    /** The mails of an address, as they lie in its folder. */
    List<String> inbox(String address) {
        Path box = folder.resolve("mails").resolve(address);
        if (!Files.isDirectory(box)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(box)) {
            return files.filter(file ->
                            file.getParent().endsWith("new") || file.getParent().endsWith("cur"))
                    .filter(Files::isRegularFile)
                    .map(DebianMailHost::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return read(folder.resolve("mail.log")) + read(folder.resolve("dovecot.log"));
    }

    private void configurePostfix(String... mailboxes) throws IOException {
        Path etc = Files.createDirectory(folder.resolve("postfix"));
        Path data = Files.createDirectory(folder.resolve("postfix-data"));
        Files.createDirectory(folder.resolve("queue"));
        Commands.run(List.of("chown", "postfix", data.toString()));
        Files.writeString(folder.resolve("mail.log"), "");
        StringBuilder boxes = new StringBuilder();
        for (String mailbox : mailboxes) {
            boxes.append(mailbox).append(' ').append(mailbox).append("/\n");
        }
        Files.writeString(etc.resolve("boxes"), boxes);
        StringBuilder main = new StringBuilder();
        Map.ofEntries(
                        Map.entry("compatibility_level", "3.6"),
                        Map.entry("queue_directory", folder.resolve("queue").toString()),
                        Map.entry("data_directory", data.toString()),
                        Map.entry("command_directory", "/usr/sbin"),
                        Map.entry("daemon_directory", "/usr/lib/postfix/sbin"),
                        Map.entry("mail_owner", "postfix"),
                        Map.entry("setgid_group", "postdrop"),
                        Map.entry("myhostname", "mx.shop.example"),
                        Map.entry("mydestination", ""),
                        Map.entry("mynetworks", "127.0.0.0/8"),
                        Map.entry("inet_interfaces", "127.0.0.1"),
                        Map.entry("inet_protocols", "ipv4"),
                        Map.entry("virtual_mailbox_domains", "shop.example, customer.example"),
                        Map.entry(
                                "virtual_mailbox_base", folder.resolve("mails").toString()),
                        Map.entry("virtual_mailbox_maps", "texthash:" + etc.resolve("boxes")),
                        Map.entry("virtual_minimum_uid", "1"),
                        Map.entry("virtual_uid_maps", "static:" + OWNER),
                        Map.entry("virtual_gid_maps", "static:" + OWNER),
                        Map.entry("maillog_file", folder.resolve("mail.log").toString()),
                        Map.entry("maillog_file_prefixes", "/var"))
                .forEach((key, value) ->
                        main.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(etc.resolve("main.cf"), main);
        Files.writeString(
                etc.resolve("master.cf"),
                """
                127.0.0.1:%d inet n - n - - smtpd
                pickup    unix n - n 60 1 pickup
                cleanup   unix n - n - 0 cleanup
                qmgr      unix n - n 300 1 qmgr
                rewrite   unix - - n - - trivial-rewrite
                bounce    unix - - n - 0 bounce
                defer     unix - - n - 0 bounce
                trace     unix - - n - 0 bounce
                flush     unix n - n 1000? 0 flush
                proxymap  unix - - n - - proxymap
                smtp      unix - - n - - smtp
                error     unix - - n - - error
                retry     unix - - n - - error
                discard   unix - - n - - discard
                virtual   unix - n n - - virtual
                anvil     unix - - n - 1 anvil
                scache    unix - - n - 1 scache
                postlog   unix-dgram n - n - 1 postlogd
                """
                        .formatted(smtpPort));
    }

    private void configureDovecot() throws IOException {
        Files.writeString(
                folder.resolve("dovecot.conf"),
                """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = %1$s/dovecot.log
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                first_valid_uid = 1
                mail_location = maildir:%1$s/mails/%%u
                passdb {
                  driver = static
                  args = password=%2$s
                }
                userdb {
                  driver = static
                  args = uid=%3$d gid=%3$d home=%1$s/mails/%%u
                }
                service imap-login {
                  inet_listener imap {
                    port = %4$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                """
                        .formatted(folder, PASSWORD, OWNER, imapPort));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException moved) {
            // Delivery moves files from new to cur.
            return "";
        }
    }

    @Override
    public void close() {
        dovecot.destroy();
        dovecot.onExit().join();
        Commands.run(
                List.of("/usr/sbin/postfix", "-c", folder.resolve("postfix").toString(), "stop"));
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
