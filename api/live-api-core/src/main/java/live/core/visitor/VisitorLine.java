// SPDX-License-Identifier: Apache-2.0
package live.core.visitor;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** An open line to a visitor, as one service sees it: one page of one browser. A visitor may have several. Thread-safe. */
@ProviderType
public interface VisitorLine {
    Visitor visitor();

    /**
     * Sends a frame. Never blocks: who does not keep up is cut off, and comes again.
     *
     * @param name of the frame, a word of the service's own
     * @param json a JSON value
     * @return completes when the frame has left for the visitor's device, in order; fails if the line is gone before
     */
    CompletionStage<Void> send(String name, String json);

    /**
     * Closes the line because the visitor breaks a rule.
     *
     * @param code stable: {@code chat.frame.invalid}
     */
    void close(String code);
}
