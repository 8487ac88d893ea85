// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A small contact centre on a wild day: random inputs, most of them sensible, the same for the same seed. */
final class Scenario {
    static final int AGENTS = 7;
    static final int QUEUES = 4;
    private static final List<String> SKILLS = List.of("english", "german", "billing");
    private static final List<String> MEDIA = List.of("email", "chat", "voice");

    private final Random random;
    private final List<UUID> works = new ArrayList<>();
    private final List<Long> offers = new ArrayList<>();
    private final List<UUID> offerAgents = new ArrayList<>();
    /** What somebody got, and who. */
    private final List<Decision.Assigned> owned = new ArrayList<>();

    private final List<UUID> invitations = new ArrayList<>();
    private long now = 1_000_000;
    private long sequence;
    private int nextWork;
    private int nextReservation;

    Scenario(long seed) {
        random = new Random(seed);
    }

    static UUID agent(int number) {
        return new UUID(0xA, number);
    }

    static UUID queue(int number) {
        return new UUID(0xC, number);
    }

    /** What the engine needs before the day begins. */
    List<Entry> opening() {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.of(now, new Input.DefineRules(rules())));
        entries.add(Entry.of(now, defineStrategies()));
        for (int queue = 0; queue < QUEUES; queue++) {
            entries.add(Entry.of(now, defineQueue(queue)));
        }
        for (int agent = 0; agent < AGENTS; agent++) {
            entries.add(Entry.of(now, defineAgent(agent)));
            entries.add(Entry.of(now, new Input.SignIn(agent(agent))));
            entries.add(Entry.of(now, new Input.SetPresence(agent(agent), true, "")));
        }
        return entries;
    }

    private Rules rules() {
        return new Rules(
                1,
                List.of(
                        new MediumRule("chat", List.of("voice")),
                        new MediumRule("voice", random.nextBoolean() ? List.of("chat") : List.of())),
                random.nextInt(3) * 2_000,
                500 + random.nextInt(5_000),
                random.nextInt(4),
                1 + random.nextInt(2),
                200,
                50);
    }

    private Input.DefineQueue defineQueue(int queue) {
        QueueRule rule = new QueueRule(
                queue(queue),
                1,
                random.nextInt(3),
                random.nextInt(10) > 0,
                random.nextBoolean() ? List.of() : groups(),
                random.nextInt(3) == 0 ? skills() : List.of(),
                strategy(),
                1_000 + random.nextInt(3_000),
                random.nextInt(3) * 1_000,
                random.nextInt(3) == 0 ? List.of(level(0), level(0)) : List.of(),
                rings(),
                diversion(),
                1 + random.nextInt(3));
        return new Input.DefineQueue(rule, random.nextBoolean() ? null : hours());
    }

    /** To any queue, also to itself or in circles. */
    private Diversion diversion() {
        return random.nextInt(3) == 0
                ? Diversion.NONE
                : new Diversion(
                        Diversion.WhenClosed.values()[random.nextInt(3)],
                        random.nextInt(4) == 0 ? null : queue(random.nextInt(QUEUES + 1)),
                        random.nextBoolean() ? 0 : 1 + random.nextInt(5_000),
                        random.nextInt(4) == 0 ? null : queue(random.nextInt(QUEUES + 1)));
    }

    private Input setOpening() {
        return new Input.SetOpening(queue(random.nextInt(QUEUES)), hours());
    }

    private Opening hours() {
        return new Opening(random.nextInt(5) > 1, now + random.nextInt(5_000));
    }

    /** Mostly sensible ones: each later than the one before. */
    private List<Ring> rings() {
        List<Ring> rings = new ArrayList<>();
        long after = 0;
        int waiting = 0;
        for (int ring = random.nextInt(4); ring > 0; ring--) {
            after += random.nextInt(3_000);
            waiting += random.nextInt(5);
            List<SkillLevel> enough = random.nextBoolean() ? List.of(level(0)) : List.of(level(0), level(0));
            rings.add(new Ring(
                    random.nextInt(4) == 0 ? 0 : after,
                    random.nextBoolean() ? 0 : waiting,
                    enough,
                    random.nextBoolean() ? groups() : List.of()));
        }
        return rings;
    }

    private String strategy() {
        int number = random.nextInt(Strategy.BUILT_IN.size() + 1);
        return number < Strategy.BUILT_IN.size() ? Strategy.BUILT_IN.get(number).name() : FewestServedFirst.NAME;
    }

    /** The one from outside is there, there in a version that nobody has, or gone. */
    private Input.DefineStrategies defineStrategies() {
        return new Input.DefineStrategies(
                switch (random.nextInt(4)) {
                    case 0 -> List.of();
                    case 1 -> List.of(new StrategyVersion(FewestServedFirst.NAME, 7), new StrategyVersion("cyclic", 1));
                    default -> List.of(FewestServedFirst.VERSION);
                });
    }

    private Input.DefineAgent defineAgent(int agent) {
        List<SkillLevel> skills = new ArrayList<>();
        for (String skill : SKILLS) {
            if (random.nextInt(3) > 0) {
                skills.add(new SkillLevel(skill, 1 + random.nextInt(5)));
            }
        }
        List<Units> capacity = new ArrayList<>(List.of(new Units("email", random.nextInt(5)), new Units("voice", 1)));
        capacity.add(new Units(random.nextBoolean() ? "chat" : Units.OTHERS, random.nextInt(4)));
        return new Input.DefineAgent(new AgentRule(agent(agent), 1, skills, groups(), capacity));
    }

    private List<UUID> groups() {
        List<UUID> groups = new ArrayList<>();
        for (int group = 0; group < 3; group++) {
            if (random.nextInt(3) > 0) {
                groups.add(new UUID(0xD, group));
            }
        }
        return groups;
    }

    /** Something happens, mostly a little later than what happened before. */
    Entry next() {
        now += random.nextInt(4) == 0 ? random.nextInt(1_500) : random.nextInt(60);
        Input input = input();
        boolean configuration = input instanceof Input.DefineRules
                || input instanceof Input.DefineStrategies
                || input instanceof Input.DefineQueue
                || input instanceof Input.SetOpening
                || input instanceof Input.DefineAgent
                || input instanceof Input.RemoveAgent;
        return !configuration && random.nextInt(4) == 0
                ? new Entry(now, 1 + random.nextInt(2), ++sequence - random.nextInt(3), input)
                : Entry.of(now, input);
    }

    /** What agents know of offers, they know from decisions. */
    void heard(Decision decision) {
        if (decision instanceof Decision.Offered offered) {
            offers.add(offered.offer());
            offerAgents.add(offered.agent());
        } else if (decision instanceof Decision.Assigned assigned) {
            owned.add(assigned);
        }
    }

    private Input input() {
        int dice = random.nextInt(115);
        if (dice < 3) {
            return setOpening();
        } else if (dice < 6) {
            return reservation();
        } else if (dice < 25) {
            return new Input.Submit(request());
        } else if (dice < 45) {
            int offer = recent(offers.size());
            return offer < 0 ? new Input.Tick() : new Input.Accept(offerAgents.get(offer), offers.get(offer));
        } else if (dice < 50) {
            int offer = recent(offers.size());
            return offer < 0 ? new Input.Tick() : new Input.Decline(offerAgents.get(offer), offers.get(offer), "busy");
        } else if (dice < 60) {
            return new Input.Finish(random.nextBoolean() ? null : anyAgent(), anyWork());
        } else if (dice < 66) {
            return new Input.WrapUp(anyAgent(), anyWork(), "solved");
        } else if (dice < 69) {
            return new Input.Cancel(anyWork(), "hung-up");
        } else if (dice < 74) {
            return transfer();
        } else if (dice < 77) {
            return new Input.Pull(anyAgent(), anyWork());
        } else if (dice < 79) {
            return new Input.Reassign(anyWork(), anyAgent());
        } else if (dice < 81) {
            return new Input.Prioritise(anyWork(), random.nextInt(10));
        } else if (dice < 82) {
            return new Input.Move(anyWork(), MEDIA.get(random.nextInt(3)), 1 + random.nextInt(2), "moved");
        } else if (dice < 84) {
            return random.nextInt(5) == 0 ? new Input.Wake(anyWork(), now - random.nextInt(500)) : postpone();
        } else if (dice < 87) {
            return new Input.SetPresence(anyAgent(), random.nextInt(4) > 0, random.nextBoolean() ? "" : "lunch");
        } else if (dice < 91) {
            return new Input.SignIn(anyAgent());
        } else if (dice < 92) {
            return new Input.SignOut(anyAgent());
        } else if (dice < 94) {
            return new Input.SessionLost(anyAgent());
        } else if (dice < 95) {
            return new Input.RemoveAgent(anyAgent());
        } else if (dice < 97) {
            return defineAgent(random.nextInt(AGENTS));
        } else if (dice < 98) {
            return random.nextBoolean()
                    ? defineQueue(random.nextInt(QUEUES))
                    : new Input.RemoveQueue(queue(random.nextInt(QUEUES)));
        } else if (dice < 99) {
            return switch (random.nextInt(4)) {
                case 0 -> new Input.Resumed(random.nextBoolean());
                case 1 -> defineStrategies();
                default -> new Input.DefineRules(rules());
            };
        }
        return dice < 100 ? new Input.Tick() : party(dice - 100);
    }

    private Input party(int dice) {
        int recent = recent(owned.size());
        if (recent < 0) {
            return new Input.Tick();
        }
        UUID owner = random.nextInt(10) == 0 ? anyAgent() : owned.get(recent).agent();
        UUID contact = owned.get(recent).work();
        if (dice < 6) {
            return invite(owner, contact);
        } else if (dice < 9) {
            Role role = Role.values()[1 + random.nextInt(3)];
            return new Input.Join(anyAgent(), contact, newInvitation(), role);
        } else if (dice < 10) {
            return new Input.Withdraw(random.nextInt(3) == 0 ? null : owner, anyInvitation());
        } else if (dice < 13) {
            Role role = Role.values()[random.nextInt(Role.values().length)];
            return new Input.ChangeRole(random.nextBoolean() ? owner : anyAgent(), anyInvitation(), role);
        }
        return new Input.HandOver(random.nextInt(3) == 0 ? null : owner, contact, anyAgent());
    }

    private Input invite(UUID owner, UUID contact) {
        return new Input.Invite(
                owner,
                contact,
                newInvitation(),
                Role.values()[random.nextInt(2)],
                random.nextBoolean() ? null : queue(random.nextInt(QUEUES)),
                skills(),
                random.nextInt(3) == 0 ? anyAgent() : null,
                now + random.nextInt(6_000));
    }

    private UUID newInvitation() {
        UUID invitation = random.nextInt(20) == 0 ? anyWork() : new UUID(0xB, nextWork++);
        invitations.add(invitation);
        works.add(invitation);
        return invitation;
    }

    private UUID anyInvitation() {
        int recent = recent(invitations.size());
        return recent < 0 ? new UUID(0xB, 999_999) : invitations.get(recent);
    }

    private Input transfer() {
        UUID by = random.nextInt(3) == 0 ? anyAgent() : null;
        UUID queue = random.nextInt(3) == 0 ? null : queue(random.nextInt(QUEUES));
        UUID agent = random.nextInt(2) == 0 ? null : anyAgent();
        return new Input.Transfer(
                by, anyWork(), queue, skills(), agent, random.nextInt(3) == 0, now + random.nextInt(2_000));
    }

    private Input reservation() {
        UUID some = new UUID(0xE, Math.max(0, nextReservation - random.nextInt(3)));
        return switch (random.nextInt(6)) {
            case 0 -> new Input.Release(some);
            case 1, 2 -> {
                UUID work = random.nextInt(20) == 0 ? anyWork() : new UUID(0xB, nextWork++);
                works.add(work);
                Request request = Request.of(work, queue(random.nextInt(QUEUES)), MEDIA.get(random.nextInt(3)), now);
                yield new Input.SubmitReserved(request, some, random.nextBoolean());
            }
            default ->
                new Input.Reserve(
                        random.nextInt(10) == 0 ? some : new UUID(0xE, ++nextReservation),
                        queue(random.nextInt(QUEUES)),
                        skills(),
                        MEDIA.get(random.nextInt(3)),
                        random.nextInt(4) == 0 ? anyAgent() : null,
                        now + random.nextInt(4_000));
        };
    }

    private Input postpone() {
        return new Input.Postpone(
                random.nextInt(3) > 0 ? anyAgent() : null,
                anyWork(),
                now + random.nextInt(6_000) - 1_000,
                random.nextInt(3) == 0 ? MEDIA.get(random.nextInt(3)) : null,
                random.nextBoolean() ? anyAgent() : null,
                random.nextInt(3) == 0,
                now + random.nextInt(7_000),
                random.nextBoolean(),
                "later");
    }

    private Request request() {
        boolean again = random.nextInt(20) == 0 && !works.isEmpty();
        UUID work = again ? anyWork() : new UUID(0xB, nextWork++);
        works.add(work);
        Request plain = Request.of(
                work,
                queue(random.nextInt(QUEUES)),
                MEDIA.get(random.nextInt(3)),
                now - (random.nextInt(5) == 0 ? random.nextInt(10_000) : 0));
        Request request = new Request(
                work,
                plain.queue(),
                plain.medium(),
                random.nextInt(8) == 0 ? 2 : 1,
                skills(),
                random.nextInt(10),
                random.nextInt(4) == 0 ? anyAgent() : null,
                now + random.nextInt(2_000),
                random.nextInt(12) == 0 ? anyAgent() : null,
                plain.enqueuedAt(),
                random.nextInt(8) == 0 ? now + random.nextInt(2_000) : plain.enqueuedAt(),
                random.nextInt(8) == 0 ? now + random.nextInt(20_000) : Long.MAX_VALUE,
                "");
        return request;
    }

    private List<SkillLevel> skills() {
        return random.nextInt(3) > 0 ? List.of() : List.of(level(1));
    }

    private SkillLevel level(int least) {
        return new SkillLevel(SKILLS.get(random.nextInt(3)), least + random.nextInt(4));
    }

    private UUID anyAgent() {
        return agent(random.nextInt(AGENTS));
    }

    private UUID anyWork() {
        int work = recent(works.size());
        return work < 0 ? new UUID(0xB, 999_999) : works.get(work);
    }

    /** An index, likely one of the last. */
    private int recent(int size) {
        return size == 0 ? -1 : Math.max(0, size - 1 - random.nextInt(Math.min(size, 25)));
    }
}
