// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import live.lib.router.ByteReader;
import live.lib.router.ByteWriter;
import live.lib.router.Decision;
import live.lib.router.DecisionCodec;
import live.lib.router.Entry;
import live.lib.router.EntryCodec;
import live.routing.internal.store.Journal;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal with what was decided.
 *
 * @param sequence its place
 */
record Recorded(long sequence, Entry entry, List<Decided> decisions) {
    /** A decision, and the interaction of the work that it is about. */
    record Decided(Decision decision, @Nullable UUID interaction) {
        /** Whether it is about a contact: not an agent, not an invitation. */
        boolean isOfContact() {
            return interaction != null && !interaction.equals(INVITATION);
        }
    }

    /** Stands for the interaction of what is an invitation: it has none of its own. */
    static final UUID INVITATION = new UUID(0, 0);

    /** Appends an entry to the bytes of a batch. */
    static void write(Entry entry, List<Decision> decisions, UnaryOperator<UUID> interactionOf, ByteWriter out) {
        EntryCodec.write(entry, out);
        out.number(decisions.size());
        for (Decision decision : decisions) {
            DecisionCodec.write(decision, out);
            UUID work = decision.work();
            if (work != null) {
                UUID interaction = interactionOf.apply(work);
                boolean same = interaction.equals(work);
                out.flag(same);
                if (!same) {
                    out.id(interaction);
                }
            }
        }
    }

    static List<Recorded> read(Journal.Batch batch) {
        ByteReader in = new ByteReader(batch.entries());
        List<Recorded> all = new ArrayList<>();
        for (long sequence = batch.first(); sequence <= batch.last(); sequence++) {
            Entry entry = EntryCodec.read(in);
            int count = in.small();
            List<Decided> decisions = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Decision decision = DecisionCodec.read(in);
                UUID work = decision.work();
                UUID interaction = work == null || in.flag() ? work : in.id();
                decisions.add(new Decided(decision, interaction));
            }
            all.add(new Recorded(sequence, entry, decisions));
        }
        return all;
    }
}
