// SPDX-License-Identifier: Apache-2.0
package live.itests.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import live.itest.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code live} of the repository, as far as it goes without a build: help, wrong use, what is missing. */
class FrontDoorIT {
    private static final Path ROOT = Path.of(System.getProperty("live.root"));

    @TempDir
    Path folder;

    private static Commands.Result live(String... arguments) {
        return run(ROOT, Map.of(), arguments);
    }

    private static Commands.Result run(Path root, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(root.resolve("live").toString()));
        command.addAll(List.of(arguments));
        return Commands.attempt(command, environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "start", "stop", "status", "shell", "test", "bench", "dev", "new-channel"})
    void every_verb_explains_itself(String verb) {
        Commands.Result help = verb.isEmpty() ? live("--help") : live(verb, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.output()).startsWith("Usage: ./live VERB");
        assertThat(live("--data", folder.toString(), verb.isEmpty() ? "run" : verb, "-h")
                        .status())
                .isZero();
    }

    @Test
    void wrong_use_is_told_and_has_its_own_exit_code() {
        assertThat(live().status()).isEqualTo(2);
        assertThat(live("dance").status()).isEqualTo(2);
        // A folder that is called like a verb is no verb.
        assertThat(live("--data", "run").status()).isEqualTo(2);
        assertThat(live("new-channel").status()).isEqualTo(2);
        assertThat(live("new-channel", "Pager").status()).isEqualTo(2);
        assertThat(live("new-channel", "../pager").status()).isEqualTo(2);
        assertThat(live("new-channel", "switch").output()).contains("a word of Java");
        assertThat(live("new-channel", "email").status()).isEqualTo(1);
    }

    @Test
    void without_a_build_nothing_runs_and_scripts_can_tell() throws IOException {
        Path fresh = freshClone();

        assertThat(run(fresh, Map.of(), "status").status()).isEqualTo(3);
        assertThat(run(fresh, Map.of(), "stop").status()).isEqualTo(3);
        assertThat(run(fresh, Map.of(), "shell", "help").status()).isEqualTo(3);
    }

    @Test
    void what_is_missing_is_named_where_it_may_not_be_installed() throws IOException {
        Path fresh = freshClone();
        // A file that Git knows and somebody has deleted is no reason to end without a word.
        Files.createDirectories(fresh.resolve("api"));
        Files.writeString(fresh.resolve("api/gone"), "soon");
        Commands.run(List.of("git", "-C", fresh.toString(), "init", "-q"));
        Commands.run(List.of("git", "-C", fresh.toString(), "add", "-A"));
        Files.delete(fresh.resolve("api/gone"));

        Commands.Result start = run(fresh, Map.of("PATH", bareTools().toString(), "JAVA_HOME", ""), "start");

        assertThat(start.output()).contains("needs ", "maven").contains("sudo apt-get install");
        assertThat(start.status()).isEqualTo(5);
    }

    /** The script alone, as after a clone. */
    private Path freshClone() throws IOException {
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        Path script = Files.copy(ROOT.resolve("live"), fresh.resolve("live"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return fresh;
    }

    /** A folder with what every Debian has, and neither Maven nor apt. */
    private Path bareTools() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of(
                "bash",
                "cut",
                "dirname",
                "env",
                "find",
                "git",
                "grep",
                "head",
                "id",
                "ls",
                "mkdir",
                "readlink",
                "sed",
                "sha1sum",
                "sort",
                "tail",
                "xargs",
                "cat")) {
            Path program = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), Files.exists(program) ? program : Path.of("/bin", tool));
        }
        return tools;
    }
}
