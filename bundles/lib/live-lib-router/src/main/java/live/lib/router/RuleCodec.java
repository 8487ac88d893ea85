// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** The byte form of configuration and requests, shared by journal and snapshot. */
final class RuleCodec {
    private RuleCodec() {}

    static void write(Rules rules, ByteWriter out) {
        out.number(rules.version());
        out.list(rules.media(), rule -> {
            out.text(rule.medium());
            out.list(rule.blockedBy(), out::text);
        });
        out.number(rules.priorityStepMillis());
        out.number(rules.retryPauseMillis());
        out.number(rules.missLimit());
        out.number(rules.offersAtOnce());
        out.number(rules.waitingLimit());
        out.number(rules.finishedKept());
    }

    static Rules rules(ByteReader in) {
        return new Rules(
                in.number(),
                in.list(() -> new MediumRule(in.text(), in.list(in::text))),
                in.number(),
                in.number(),
                in.small(),
                in.small(),
                in.small(),
                in.small());
    }

    static void write(StrategyVersion strategy, ByteWriter out) {
        out.text(strategy.name());
        out.number(strategy.version());
    }

    static StrategyVersion strategy(ByteReader in) {
        return new StrategyVersion(in.text(), in.small());
    }

    static void write(QueueRule rule, ByteWriter out) {
        out.id(rule.id());
        out.number(rule.version());
        out.number(rule.priority());
        out.flag(rule.open());
        out.list(rule.groups(), out::id);
        out.list(rule.skills(), skill -> write(skill, out));
        out.text(rule.strategy());
        out.number(rule.offerMillis());
        out.number(rule.wrapUpMillis());
        out.list(rule.preferredSkills(), skill -> write(skill, out));
        out.list(rule.rings(), ring -> write(ring, out));
        write(rule.diversion(), out);
        out.number(rule.maxAttempts());
    }

    private static void write(Diversion diversion, ByteWriter out) {
        out.one(diversion.whenClosed().ordinal());
        out.idOrNull(diversion.closedQueue());
        out.number(diversion.maxWaitMillis());
        out.idOrNull(diversion.overflowQueue());
    }

    private static Diversion diversion(ByteReader in) {
        return new Diversion(in.oneOf(Diversion.WhenClosed.values()), in.idOrNull(), in.number(), in.idOrNull());
    }

    static void write(Opening opening, ByteWriter out) {
        out.flag(opening.open());
        out.number(opening.until());
    }

    static Opening opening(ByteReader in) {
        return new Opening(in.flag(), in.number());
    }

    private static void write(Ring ring, ByteWriter out) {
        out.number(ring.afterMillis());
        out.number(ring.waitingContacts());
        out.list(ring.skills(), skill -> write(skill, out));
        out.list(ring.groups(), out::id);
    }

    private static Ring ring(ByteReader in) {
        return new Ring(in.number(), in.small(), in.list(() -> skill(in)), in.list(in::id));
    }

    static QueueRule queue(ByteReader in) {
        return new QueueRule(
                in.id(),
                in.number(),
                in.small(),
                in.flag(),
                in.list(in::id),
                in.list(() -> skill(in)),
                in.text(),
                in.number(),
                in.number(),
                in.list(() -> skill(in)),
                in.list(() -> ring(in)),
                diversion(in),
                in.small());
    }

    static void write(AgentRule rule, ByteWriter out) {
        out.id(rule.id());
        out.number(rule.version());
        out.list(rule.skills(), skill -> write(skill, out));
        out.list(rule.groups(), out::id);
        out.list(rule.capacity(), units -> {
            out.text(units.medium());
            out.number(units.units());
        });
    }

    static AgentRule agent(ByteReader in) {
        return new AgentRule(
                in.id(),
                in.number(),
                in.list(() -> skill(in)),
                in.list(in::id),
                in.list(() -> new Units(in.text(), in.small())));
    }

    static void write(SkillLevel skill, ByteWriter out) {
        out.text(skill.skill());
        out.number(skill.level());
    }

    static SkillLevel skill(ByteReader in) {
        return new SkillLevel(in.text(), in.small());
    }

    static void write(Request request, ByteWriter out) {
        out.id(request.work());
        out.id(request.queue());
        out.text(request.medium());
        out.number(request.units());
        out.list(request.skills(), skill -> write(skill, out));
        out.number(request.priority());
        out.idOrNull(request.preferredAgent());
        out.number(request.preferredUntil());
        out.idOrNull(request.requiredAgent());
        out.number(request.enqueuedAt());
        out.number(request.notBefore());
        out.number(request.deadline());
        out.text(request.memo());
    }

    static Request request(ByteReader in) {
        return new Request(
                in.id(),
                in.id(),
                in.text(),
                in.small(),
                in.list(() -> skill(in)),
                in.small(),
                in.idOrNull(),
                in.number(),
                in.idOrNull(),
                in.number(),
                in.number(),
                in.number(),
                in.text());
    }
}
