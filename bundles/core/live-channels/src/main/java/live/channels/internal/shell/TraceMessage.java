// SPDX-License-Identifier: Apache-2.0
package live.channels.internal.shell;

import java.util.List;
import live.channel.Address;
import live.channel.Inbound;
import live.channel.filter.Verdict;
import live.channels.internal.Classification;
import live.core.ChannelId;
import live.core.ExternalId;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** What would become of a message, and who says so. Nothing is stored. */
@Service
@Command(scope = "channel", name = "trace", description = "Says what the filters and rules would make of a message")
public final class TraceMessage implements Action {
    @Argument(name = "account", description = "kind/name", required = true)
    @Completion(AccountNames.class)
    String id = "";

    @Option(name = "--from", description = "address of the sender")
    String from = "customer@example.org";

    @Option(name = "--to", description = "our address")
    String to = "support@example.org";

    @Option(name = "--subject", description = "the subject")
    String subject = "";

    @Reference
    @Nullable
    Classification classification;

    @Reference
    @Nullable
    Session session;

    @Override
    public @Nullable Object execute() {
        ChannelId channel = ChannelId.of(id);
        Verdict verdict = java.util.Objects.requireNonNull(classification)
                .judge(
                        channel,
                        Inbound.from(address(channel, from))
                                .to(List.of(address(channel, to)))
                                .id(new ExternalId("trace"))
                                .subject(subject)
                                .build());
        var out = java.util.Objects.requireNonNull(session).getConsole();
        verdict.reasons().forEach(out::println);
        verdict.refusal().ifPresent(refusal -> out.println("refused: " + refusal.code()));
        out.println("work: " + verdict.work() + ", queue: "
                + verdict.queue().map(Object::toString).orElse("-") + ", priority: " + verdict.priority());
        return null;
    }

    private static Address address(ChannelId channel, String value) {
        return channel.kind().equals("email") ? Address.email(value, "") : Address.of(channel.kind(), value);
    }
}
