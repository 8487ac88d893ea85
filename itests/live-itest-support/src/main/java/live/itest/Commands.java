// SPDX-License-Identifier: Apache-2.0
package live.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of the operating system, each with a time limit. */
public final class Commands {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private Commands() {}

    /**
     * What a program said.
     *
     * @param status its exit status
     * @param output standard output and errors
     */
    public record Result(int status, String output) {}

    /** Runs a program that must succeed. */
    public static String run(List<String> command) {
        Result result = attempt(command, Map.of());
        if (result.status() != 0) {
            throw new AssertionError(command + " ended with " + result.status() + ":\n" + result.output());
        }
        return result.output();
    }

    /** Runs a program whatever comes of it. */
    public static Result attempt(List<String> command, Map<String, String> environment) {
        Path output = null;
        try {
            // A file, because a server that the program leaves behind would keep a pipe open.
            output = Files.createTempFile("live-itest", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (output != null) {
                output.toFile().delete();
            }
        }
    }
}
