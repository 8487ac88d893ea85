// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

/** The byte form of decisions; numbered and versioned as {@link EntryCodec} is. */
public final class DecisionCodec {
    private static final int VERSION = 1;

    private DecisionCodec() {}

    public static void write(Decision decision, ByteWriter out) {
        out.one(VERSION);
        decision.to(new Writer(out));
    }

    /** @throws IllegalArgumentException if the bytes are damaged, or written by a newer engine */
    public static Decision read(ByteReader in) {
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalArgumentException("decision of version " + version + ", this engine reads " + VERSION);
        }
        int kind = in.one();
        return switch (kind) {
            case 1 -> new Decision.Queued(in.id(), in.id());
            case 2 -> new Decision.Offered(in.number(), in.id(), in.id(), in.id(), in.number());
            case 3 ->
                new Decision.OfferClosed(
                        in.number(), in.id(), in.id(), in.id(), in.oneOf(Decision.OfferClosed.Why.values()));
            case 4 -> new Decision.Assigned(in.id(), in.id(), in.id(), in.number());
            case 5 -> new Decision.Unassigned(in.id(), in.id(), in.id(), in.oneOf(Decision.Unassigned.Why.values()));
            case 6 -> new Decision.WrapUpStarted(in.id(), in.id(), in.id(), in.number());
            case 7 ->
                new Decision.Ended(in.id(), in.id(), in.idOrNull(), in.oneOf(Decision.Ended.Why.values()), in.text());
            case 8 -> new Decision.AgentChanged(in.id(), in.flag(), in.flag(), in.flag(), in.text());
            case 9 -> new Decision.Expanded(in.id(), in.id(), in.small());
            case 10 -> new Decision.Overflowed(in.id(), in.id(), in.id(), in.oneOf(Decision.Overflowed.Why.values()));
            case 11 -> new Decision.OpeningChanged(in.id(), RuleCodec.opening(in));
            case 12 -> new Decision.Rested(in.id(), in.id(), in.number());
            case 13 -> new Decision.Invited(in.id(), in.id(), in.id(), in.oneOf(Role.values()), in.id());
            case 14 -> new Decision.RoleChanged(in.id(), in.id(), in.oneOf(Role.values()));
            case 15 -> new Decision.Postponed(in.id(), in.id(), in.idOrNull(), in.number(), in.small(), in.text());
            case 16 -> new Decision.Moved(in.id(), in.id(), in.idOrNull(), in.text());
            case 17 -> new Decision.Reserved(in.id(), in.id(), in.id(), in.number());
            case 18 -> new Decision.Released(in.id(), in.id(), in.id(), in.oneOf(Decision.Released.Why.values()));
            default -> throw new IllegalArgumentException("unknown decision " + kind);
        };
    }

    /** Writes the kind and the fields of each decision. */
    private record Writer(ByteWriter out) implements Decision.Handler<ByteWriter> {
        private ByteWriter kind(int kind) {
            out.one(kind);
            return out;
        }

        @Override
        public ByteWriter queued(Decision.Queued decision) {
            kind(1).id(decision.work());
            out.id(decision.queue());
            return out;
        }

        @Override
        public ByteWriter expanded(Decision.Expanded decision) {
            kind(9).id(decision.work());
            out.id(decision.queue());
            out.number(decision.ring());
            return out;
        }

        @Override
        public ByteWriter overflowed(Decision.Overflowed decision) {
            kind(10).id(decision.work());
            out.id(decision.queue());
            out.id(decision.to());
            out.one(decision.why().ordinal());
            return out;
        }

        @Override
        public ByteWriter rested(Decision.Rested decision) {
            kind(12).id(decision.work());
            out.id(decision.queue());
            out.number(decision.millis());
            return out;
        }

        @Override
        public ByteWriter openingChanged(Decision.OpeningChanged decision) {
            kind(11).id(decision.queue());
            RuleCodec.write(decision.opening(), out);
            return out;
        }

        @Override
        public ByteWriter offered(Decision.Offered decision) {
            kind(2).number(decision.offer());
            out.id(decision.work());
            out.id(decision.queue());
            out.id(decision.agent());
            out.number(decision.expiresAt());
            return out;
        }

        @Override
        public ByteWriter offerClosed(Decision.OfferClosed decision) {
            kind(3).number(decision.offer());
            out.id(decision.work());
            out.id(decision.queue());
            out.id(decision.agent());
            out.one(decision.why().ordinal());
            return out;
        }

        @Override
        public ByteWriter assigned(Decision.Assigned decision) {
            kind(4).id(decision.work());
            out.id(decision.queue());
            out.id(decision.agent());
            out.number(decision.offer());
            return out;
        }

        @Override
        public ByteWriter unassigned(Decision.Unassigned decision) {
            kind(5).id(decision.work());
            out.id(decision.queue());
            out.id(decision.agent());
            out.one(decision.why().ordinal());
            return out;
        }

        @Override
        public ByteWriter wrapUpStarted(Decision.WrapUpStarted decision) {
            kind(6).id(decision.work());
            out.id(decision.queue());
            out.id(decision.agent());
            out.number(decision.until());
            return out;
        }

        @Override
        public ByteWriter ended(Decision.Ended decision) {
            kind(7).id(decision.work());
            out.id(decision.queue());
            out.idOrNull(decision.agent());
            out.one(decision.why().ordinal());
            out.text(decision.code());
            return out;
        }

        @Override
        public ByteWriter postponed(Decision.Postponed decision) {
            kind(15).id(decision.work());
            out.id(decision.queue());
            out.idOrNull(decision.by());
            out.number(decision.until());
            out.number(decision.attempts());
            out.text(decision.reason());
            return out;
        }

        @Override
        public ByteWriter invited(Decision.Invited decision) {
            kind(13).id(decision.work());
            out.id(decision.queue());
            out.id(decision.contact());
            out.one(decision.role().ordinal());
            out.id(decision.by());
            return out;
        }

        @Override
        public ByteWriter moved(Decision.Moved decision) {
            kind(16).id(decision.work());
            out.id(decision.queue());
            out.idOrNull(decision.agent());
            out.text(decision.medium());
            return out;
        }

        @Override
        public ByteWriter roleChanged(Decision.RoleChanged decision) {
            kind(14).id(decision.work());
            out.id(decision.queue());
            out.one(decision.role().ordinal());
            return out;
        }

        @Override
        public ByteWriter reserved(Decision.Reserved decision) {
            kind(17).id(decision.reservation());
            out.id(decision.queue());
            out.id(decision.agent());
            out.number(decision.until());
            return out;
        }

        @Override
        public ByteWriter released(Decision.Released decision) {
            kind(18).id(decision.reservation());
            out.id(decision.queue());
            out.id(decision.agent());
            out.one(decision.why().ordinal());
            return out;
        }

        @Override
        public ByteWriter agentChanged(Decision.AgentChanged decision) {
            kind(8).id(decision.agent());
            out.flag(decision.signedIn());
            out.flag(decision.reachable());
            out.flag(decision.ready());
            out.text(decision.reason());
            return out;
        }
    }
}
