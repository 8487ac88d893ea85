// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import live.channel.Address;
import live.channel.Inbound;
import live.channel.filter.InboundFilter;
import live.channel.filter.Verdict;
import live.channels.internal.store.AccountStore;
import live.channels.internal.store.Rule;
import live.channels.internal.store.RuleStore;
import live.core.ChannelId;
import live.core.QueueId;
import live.core.TaskHandle;
import live.core.Tasks;
import live.core.TenantId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The administrators' rules: the first one that fits decides, then the account's default queue, then the built-in one.
 * Patterns are matched in linear time, so that no pattern and no message can hold anybody up.
 */
@Component(service = Rules.class)
public final class Rules implements InboundFilter {
    private static final Duration REFRESH = Duration.ofSeconds(20);

    private final RuleStore store;
    private final AccountStore accounts;
    private final Profiles profiles;
    private final TaskHandle refresh;
    private volatile List<Compiled> compiled = List.of();
    private volatile Map<ChannelId, QueueId> standards = Map.of();

    private record Compiled(Rule rule, Predicate<String> to, Predicate<String> from, Predicate<String> subject) {}

    @Activate
    public Rules(
            @Reference RuleStore store,
            @Reference AccountStore accounts,
            @Reference Profiles profiles,
            @Reference Tasks tasks) {
        this.store = store;
        this.accounts = accounts;
        this.profiles = profiles;
        refresh();
        // Another node may have changed them.
        refresh = tasks.every("channels.rules", REFRESH, this::refresh);
    }

    @Deactivate
    public void close() {
        refresh.close();
    }

    /** Reads the rules and the default queues anew. */
    public void refresh() {
        standards = accounts.defaultQueues(TenantId.DEFAULT);
        compiled = store.get(TenantId.DEFAULT).rules().stream()
                .filter(Rule::active)
                .map(rule ->
                        new Compiled(rule, condition(rule.to()), condition(rule.from()), condition(rule.subject())))
                .toList();
    }

    @Override
    public String name() {
        return "channels.rules";
    }

    @Override
    public int order() {
        return RULES;
    }

    @Override
    public Verdict judge(ChannelId channel, Inbound message, Verdict before) {
        for (Compiled rule : compiled) {
            if (fits(rule, channel, message)) {
                return before.classified(
                        rule.rule.queue(),
                        rule.rule.priority(),
                        rule.rule.skills(),
                        "channels.rules: " + rule.rule.id());
            }
        }
        if (before.queue().isPresent()) {
            return before;
        }
        Optional<QueueId> standard = Optional.ofNullable(standards.get(channel));
        return before.classified(
                standard.orElse(QueueId.UNSORTED),
                before.priority(),
                before.skills(),
                standard.isPresent() ? "channels.rules: default queue of the account" : "channels.rules: no rule fits");
    }

    private boolean fits(Compiled rule, ChannelId channel, Inbound message) {
        return rule.rule
                        .channel()
                        .map(wanted -> wanted.equals(channel.toString()) || wanted.equals(channel.kind()))
                        .orElse(true)
                && (rule.rule.to().isEmpty()
                        || Stream.concat(message.to().stream(), message.cc().stream())
                                .map(Address::value)
                                .anyMatch(rule.to))
                && rule.from.test(message.from().value() + " " + message.from().name())
                && rule.subject.test(message.subject())
                && inSegment(rule.rule, message);
    }

    private boolean inSegment(Rule rule, Inbound message) {
        return rule.segment().isEmpty()
                || profiles.of(message.from())
                        .segment()
                        .filter(rule.segment().get()::equalsIgnoreCase)
                        .isPresent();
    }

    /**
     * Makes a condition of its text.
     *
     * @throws IllegalArgumentException if it is a pattern and not a valid one
     */
    public static Predicate<String> condition(Optional<String> text) {
        if (text.isEmpty() || text.get().isBlank()) {
            return value -> true;
        }
        String wanted = text.get().strip();
        if (wanted.length() > 1 && wanted.startsWith("/") && wanted.endsWith("/")) {
            try {
                Pattern pattern = Pattern.compile(wanted.substring(1, wanted.length() - 1), Pattern.CASE_INSENSITIVE);
                return value -> pattern.matcher(value).find();
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(e.getDescription(), e);
            }
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        return value -> value.toLowerCase(Locale.ROOT).contains(lower);
    }
}
