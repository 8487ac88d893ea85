// SPDX-License-Identifier: Apache-2.0
package live.channel.email.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import live.channel.email.internal.net.Endpoint.Security;
import org.junit.jupiter.api.Test;

/** Who is to blame, and what is never repeated. */
class TroubleTest {
    private static final Endpoint SERVER = new Endpoint(
            "imap", "mail.example.org", 993, Security.TLS, "anna", "secret-4711", "", Duration.ofSeconds(1));

    @Test
    void a_disk_that_is_full_is_not_the_fault_of_the_mail_server() {
        assertThat(code(new IOException("No space left on device"))).isEqualTo("email.storage.failed");
        assertThat(code(new AccessDeniedException("/tmp/live-mail"))).isEqualTo("email.storage.failed");
        assertThat(code(new MessagingException("x", new IOException("No space left on device"))))
                .isEqualTo("email.storage.failed");
        assertThat(code(new MessagingException("x", new IOException("Connection reset"))))
                .isEqualTo("email.server.trouble");
    }

    @Test
    void whatever_a_server_repeats_user_and_password_are_told_to_nobody() {
        Trouble trouble = Trouble.of(
                new AuthenticationFailedException("LOGIN anna secret-4711 is\r\nwrong, " + "x".repeat(1_000)), SERVER);
        assertThat(trouble.code()).isEqualTo("email.login.refused");
        assertThat(trouble.reason()).doesNotContain("anna", "secret-4711", "\r", "\n");
        assertThat(trouble.reason().length()).isLessThan(500);
    }

    private static String code(Exception failure) {
        return Trouble.of(failure, SERVER).code();
    }
}
