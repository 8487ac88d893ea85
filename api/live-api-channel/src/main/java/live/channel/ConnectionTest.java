// SPDX-License-Identifier: Apache-2.0
package live.channel;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tries settings before they are saved. Register it as a service with the property {@code live.channel.pid}, the factory
 * PID of the accounts that it can try.
 */
@ConsumerType
public interface ConnectionTest {
    /**
     * Tries the settings. Runs on a supervised thread, may block for 30 s, and changes nothing on the other side.
     *
     * @param settings as in the form, secrets in plain text
     * @return each step tried, in order; nothing after the first that failed
     */
    List<Step> test(Map<String, String> settings);

    /**
     * A step of the test.
     *
     * @param name what was tried: {@code IMAP sign-in}
     * @param code {@code ok}, or stable like a status: {@code email.login.refused}
     * @param message for an administrator: what is wrong and what to do
     */
    record Step(String name, boolean ok, String code, String message) {}
}
