// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/**
 * The byte form of entries, as the journal keeps them: a version, the kind of input, the entry, the input. Kinds are
 * numbered once and for all; a new form of an old kind gets a new number.
 */
public final class EntryCodec {
    private static final int VERSION = 1;

    private EntryCodec() {}

    public static void write(Entry entry, ByteWriter out) {
        out.one(VERSION);
        out.number(entry.at());
        out.number(entry.client());
        if (entry.client() != 0) {
            out.number(entry.sequence());
        }
        entry.input().to(new Writer(out));
    }

    /** @throws IllegalArgumentException if the bytes are damaged, or written by a newer engine */
    public static Entry read(ByteReader in) {
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalArgumentException("entry of version " + version + ", this engine reads " + VERSION);
        }
        long at = in.number();
        long client = in.number();
        long sequence = client == 0 ? 0 : in.number();
        return new Entry(at, client, sequence, input(in));
    }

    private static Input input(ByteReader in) {
        int kind = in.one();
        return switch (kind) {
            case 1 -> new Input.Tick();
            case 2 -> new Input.Resumed(in.flag());
            case 3 -> new Input.DefineRules(RuleCodec.rules(in));
            case 4 -> new Input.RemoveQueue(in.id());
            case 5 -> new Input.DefineAgent(RuleCodec.agent(in));
            case 6 -> new Input.RemoveAgent(in.id());
            case 7 -> new Input.SignIn(in.id());
            case 8 -> new Input.SignOut(in.id());
            case 9 -> new Input.SessionLost(in.id());
            case 10 -> new Input.SetPresence(in.id(), in.flag(), in.text());
            case 11 -> new Input.Submit(RuleCodec.request(in));
            case 12 -> new Input.Cancel(in.id(), in.text());
            case 13 -> new Input.Accept(in.id(), in.number());
            case 14 -> new Input.Decline(in.id(), in.number(), in.text());
            case 15 -> new Input.Finish(in.idOrNull(), in.id());
            case 16 -> new Input.WrapUp(in.id(), in.id(), in.text());
            case 17 ->
                new Input.Transfer(
                        in.idOrNull(),
                        in.id(),
                        in.idOrNull(),
                        in.list(() -> RuleCodec.skill(in)),
                        in.idOrNull(),
                        in.flag(),
                        in.number());
            case 18 -> new Input.Pull(in.id(), in.id());
            case 19 -> new Input.Reassign(in.id(), in.id());
            case 20 -> new Input.Prioritise(in.id(), in.small());
            case 21 -> new Input.Move(in.id(), in.text(), in.small(), in.text());
            case 22 -> new Input.DefineStrategies(in.list(() -> RuleCodec.strategy(in)));
            case 23 -> new Input.SetOpening(in.id(), RuleCodec.opening(in));
            case 24 -> new Input.DefineQueue(RuleCodec.queue(in));
            case 25 ->
                new Input.Invite(
                        in.id(),
                        in.id(),
                        in.id(),
                        in.oneOf(Role.values()),
                        in.idOrNull(),
                        in.list(() -> RuleCodec.skill(in)),
                        in.idOrNull(),
                        in.number());
            case 26 -> new Input.Join(in.id(), in.id(), in.id(), in.oneOf(Role.values()));
            case 27 -> new Input.Withdraw(in.idOrNull(), in.id());
            case 28 -> new Input.ChangeRole(in.id(), in.id(), in.oneOf(Role.values()));
            case 29 -> new Input.HandOver(in.idOrNull(), in.id(), in.id());
            case 30 ->
                new Input.Postpone(
                        in.idOrNull(),
                        in.id(),
                        in.number(),
                        in.flag() ? in.text() : null,
                        in.idOrNull(),
                        in.flag(),
                        in.number(),
                        in.flag(),
                        in.text());
            case 31 -> new Input.Wake(in.id(), in.number());
            case 32 ->
                new Input.Reserve(
                        in.id(), in.id(), in.list(() -> RuleCodec.skill(in)), in.text(), in.idOrNull(), in.number());
            case 33 -> new Input.Release(in.id());
            case 34 -> new Input.SubmitReserved(RuleCodec.request(in), in.id(), in.flag());
            case 35 -> new Input.DefineQueue(RuleCodec.queue(in), RuleCodec.opening(in));
            default -> throw new IllegalArgumentException("unknown input " + kind);
        };
    }

    /** Writes the kind and the fields of each input. */
    private record Writer(ByteWriter out) implements Input.Handler<ByteWriter> {
        private ByteWriter kind(int kind) {
            out.one(kind);
            return out;
        }

        @Override
        public ByteWriter tick(Input.Tick input) {
            return kind(1);
        }

        @Override
        public ByteWriter resumed(Input.Resumed input) {
            kind(2).flag(input.sessionsLost());
            return out;
        }

        @Override
        public ByteWriter defineRules(Input.DefineRules input) {
            RuleCodec.write(input.rules(), kind(3));
            return out;
        }

        @Override
        public ByteWriter defineQueue(Input.DefineQueue input) {
            Opening opening = input.opening();
            RuleCodec.write(input.queue(), kind(opening == null ? 24 : 35));
            if (opening != null) {
                RuleCodec.write(opening, out);
            }
            return out;
        }

        @Override
        public ByteWriter setOpening(Input.SetOpening input) {
            kind(23).id(input.queue());
            RuleCodec.write(input.opening(), out);
            return out;
        }

        @Override
        public ByteWriter removeQueue(Input.RemoveQueue input) {
            kind(4).id(input.queue());
            return out;
        }

        @Override
        public ByteWriter defineAgent(Input.DefineAgent input) {
            RuleCodec.write(input.agent(), kind(5));
            return out;
        }

        @Override
        public ByteWriter removeAgent(Input.RemoveAgent input) {
            kind(6).id(input.agent());
            return out;
        }

        @Override
        public ByteWriter signIn(Input.SignIn input) {
            kind(7).id(input.agent());
            return out;
        }

        @Override
        public ByteWriter signOut(Input.SignOut input) {
            kind(8).id(input.agent());
            return out;
        }

        @Override
        public ByteWriter sessionLost(Input.SessionLost input) {
            kind(9).id(input.agent());
            return out;
        }

        @Override
        public ByteWriter setPresence(Input.SetPresence input) {
            kind(10).id(input.agent());
            out.flag(input.ready());
            out.text(input.reason());
            return out;
        }

        @Override
        public ByteWriter submit(Input.Submit input) {
            RuleCodec.write(input.request(), kind(11));
            return out;
        }

        @Override
        public ByteWriter cancel(Input.Cancel input) {
            kind(12).id(input.work());
            out.text(input.reason());
            return out;
        }

        @Override
        public ByteWriter accept(Input.Accept input) {
            kind(13).id(input.agent());
            out.number(input.offer());
            return out;
        }

        @Override
        public ByteWriter decline(Input.Decline input) {
            kind(14).id(input.agent());
            out.number(input.offer());
            out.text(input.reason());
            return out;
        }

        @Override
        public ByteWriter finish(Input.Finish input) {
            kind(15).idOrNull(input.agent());
            out.id(input.work());
            return out;
        }

        @Override
        public ByteWriter wrapUp(Input.WrapUp input) {
            kind(16).id(input.agent());
            out.id(input.work());
            out.text(input.code());
            return out;
        }

        @Override
        public ByteWriter transfer(Input.Transfer input) {
            kind(17).idOrNull(input.by());
            out.id(input.work());
            out.idOrNull(input.queue());
            out.list(input.skills(), skill -> RuleCodec.write(skill, out));
            out.idOrNull(input.agent());
            out.flag(input.required());
            out.number(input.until());
            return out;
        }

        @Override
        public ByteWriter pull(Input.Pull input) {
            kind(18).id(input.agent());
            out.id(input.work());
            return out;
        }

        @Override
        public ByteWriter reassign(Input.Reassign input) {
            kind(19).id(input.work());
            out.id(input.agent());
            return out;
        }

        @Override
        public ByteWriter prioritise(Input.Prioritise input) {
            kind(20).id(input.work());
            out.number(input.priority());
            return out;
        }

        @Override
        public ByteWriter move(Input.Move input) {
            kind(21).id(input.work());
            out.text(input.medium());
            out.number(input.units());
            out.text(input.memo());
            return out;
        }

        @Override
        public ByteWriter postpone(Input.Postpone input) {
            kind(30).idOrNull(input.by());
            out.id(input.work());
            out.number(input.until());
            String medium = input.medium();
            out.flag(medium != null);
            if (medium != null) {
                out.text(medium);
            }
            out.idOrNull(input.agent());
            out.flag(input.required());
            out.number(input.preferredUntil());
            out.flag(input.attempt());
            out.text(input.reason());
            return out;
        }

        @Override
        public ByteWriter invite(Input.Invite input) {
            kind(25).id(input.by());
            out.id(input.contact());
            out.id(input.invitation());
            out.one(input.role().ordinal());
            out.idOrNull(input.queue());
            out.list(input.skills(), skill -> RuleCodec.write(skill, out));
            out.idOrNull(input.agent());
            out.number(input.until());
            return out;
        }

        @Override
        public ByteWriter reserve(Input.Reserve input) {
            kind(32).id(input.reservation());
            out.id(input.queue());
            out.list(input.skills(), skill -> RuleCodec.write(skill, out));
            out.text(input.medium());
            out.idOrNull(input.agent());
            out.number(input.until());
            return out;
        }

        @Override
        public ByteWriter release(Input.Release input) {
            kind(33).id(input.reservation());
            return out;
        }

        @Override
        public ByteWriter submitReserved(Input.SubmitReserved input) {
            RuleCodec.write(input.request(), kind(34));
            out.id(input.reservation());
            out.flag(input.preview());
            return out;
        }

        @Override
        public ByteWriter wake(Input.Wake input) {
            kind(31).id(input.work());
            out.number(input.since());
            return out;
        }

        @Override
        public ByteWriter join(Input.Join input) {
            kind(26).id(input.agent());
            out.id(input.contact());
            out.id(input.invitation());
            out.one(input.role().ordinal());
            return out;
        }

        @Override
        public ByteWriter withdraw(Input.Withdraw input) {
            kind(27).idOrNull(input.by());
            out.id(input.invitation());
            return out;
        }

        @Override
        public ByteWriter changeRole(Input.ChangeRole input) {
            kind(28).id(input.by());
            out.id(input.invitation());
            out.one(input.role().ordinal());
            return out;
        }

        @Override
        public ByteWriter handOver(Input.HandOver input) {
            kind(29).idOrNull(input.by());
            out.id(input.contact());
            out.id(input.agent());
            return out;
        }

        @Override
        public ByteWriter defineStrategies(Input.DefineStrategies input) {
            kind(22).list(input.strategies(), strategy -> RuleCodec.write(strategy, out));
            return out;
        }
    }
}
