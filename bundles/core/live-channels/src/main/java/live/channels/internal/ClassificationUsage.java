// SPDX-License-Identifier: Apache-2.0
package live.channels.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import live.channels.internal.store.AccountStore;
import live.channels.internal.store.CannedReplyStore;
import live.channels.internal.store.Rule;
import live.channels.internal.store.RuleStore;
import live.core.QueueId;
import live.core.SkillId;
import live.core.TeamId;
import live.core.TenantId;
import live.directory.Usage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rules that lead to a queue or demand a skill, accounts whose contacts go to a queue when no rule fits, replies of a team. */
@Component
public final class ClassificationUsage implements Usage {
    private static final int MOST = 20;

    private final RuleStore rules;
    private final AccountStore accounts;
    private final CannedReplyStore replies;

    @Activate
    public ClassificationUsage(
            @Reference RuleStore rules, @Reference AccountStore accounts, @Reference CannedReplyStore replies) {
        this.rules = rules;
        this.replies = replies;
        this.accounts = accounts;
    }

    @Override
    public List<Use> of(TenantId tenant, UUID referred) {
        Stream<Use> byRules = rules.get(tenant).rules().stream()
                .filter(rule -> refers(rule, referred))
                .map(rule -> new Use("rule", rule.id(), rule.name()));
        // Accounts are known by name; the id only has to be the same each time.
        Stream<Use> byAccounts = accounts.defaultQueues(tenant).entrySet().stream()
                .filter(account -> account.getValue().value().equals(referred))
                .map(account -> account.getKey().toString())
                .sorted()
                .map(name -> new Use("account", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name));
        Stream<Use> byReplies = replies.of(tenant, new TeamId(referred)).stream()
                .map(reply -> new Use("reply", reply.id(), reply.name()));
        return Stream.of(byRules, byAccounts, byReplies)
                .flatMap(uses -> uses)
                .limit(MOST)
                .toList();
    }

    private static boolean refers(Rule rule, UUID id) {
        return rule.queue().equals(new QueueId(id)) || rule.skills().containsKey(new SkillId(id));
    }
}
