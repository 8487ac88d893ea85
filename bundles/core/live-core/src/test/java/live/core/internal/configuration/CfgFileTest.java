// SPDX-License-Identifier: Apache-2.0
package live.core.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CfgFileTest {
    private static final String TEXT =
            """
            # password = in a comment
            host = mail.example.org
            password : hun\\
               ter2
            passwordHint=none
            note = goes on \\
            password = not an entry
            """;

    @Test
    void aValueIsReplacedAndAllElseStays() throws IOException {
        String after = CfgFile.replaced(TEXT, Map.of("password", "secret:1"));

        Properties read = new Properties();
        read.load(new StringReader(after));
        assertThat(read)
                .containsEntry("password", "secret:1")
                .containsEntry("host", "mail.example.org")
                .containsEntry("passwordHint", "none")
                .containsEntry("note", "goes on password = not an entry")
                .hasSize(4);
        assertThat(after).startsWith("# password = in a comment\n").doesNotContain("ter2");
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(CfgFile.replaced("a=1\r\npassword=x\r\nb=2\r\n", Map.of("password", "secret:1")))
                .isEqualTo("a=1\r\npassword = secret:1\nb=2\r\n");
    }

    @Test
    void theFileKeepsItsPermissions(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("live.test.cfg"), "password=x\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        CfgFile.replace(file, Map.of("password", "secret:1"));

        assertThat(file).hasContent("password = secret:1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }
}
