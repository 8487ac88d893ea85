// SPDX-License-Identifier: Apache-2.0
package live.lib.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The engine's own collections do what those of the JDK do. */
class IndexesTest {
    @Property(tries = 200)
    void bitsAreASetOfNumbers(@ForAll long seed) {
        Random random = new Random(seed);
        int bound = 1 << 1 + random.nextInt(15);
        Bits one = new Bits();
        Bits other = new Bits();
        BitSet expectedOne = new BitSet();
        BitSet expectedOther = new BitSet();
        for (int i = random.nextInt(400); i > 0; i--) {
            set(random, bound, one, expectedOne);
            set(random, bound, other, expectedOther);
        }
        assertThat(numbers(one, one)).isEqualTo(expectedOne);
        assertThat(one.isEmpty()).isEqualTo(expectedOne.isEmpty());
        expectedOne.stream().forEach(bit -> assertThat(one.has(bit)).isTrue());
        BitSet both = (BitSet) expectedOne.clone();
        both.and(expectedOther);
        assertThat(numbers(one, other)).isEqualTo(both);
        Bits union = new Bits();
        union.or(one);
        union.or(other);
        BitSet either = (BitSet) expectedOne.clone();
        either.or(expectedOther);
        assertThat(numbers(union, union)).isEqualTo(either);
        one.and(other);
        assertThat(numbers(one, one)).isEqualTo(both);
    }

    private static void set(Random random, int bound, Bits bits, BitSet expected) {
        int bit = random.nextInt(bound);
        boolean value = random.nextInt(3) > 0;
        bits.set(bit, value);
        expected.set(bit, value);
    }

    private static BitSet numbers(Bits one, Bits other) {
        BitSet numbers = new BitSet();
        for (int bit = Bits.nextOfBoth(one, other, 0); bit >= 0; bit = Bits.nextOfBoth(one, other, bit + 1)) {
            numbers.set(bit);
        }
        return numbers;
    }

    @Property(tries = 100)
    void contactsAreFoundUntilTheyEndAndRememberedForAWhile(@ForAll long seed) {
        Random random = new Random(seed);
        Domain domain = new Domain(StrategySource.NONE);
        Queue queue = new Queue(SmallCentre.sales(List.of()), new LongestIdleFirst());
        Contacts contacts = new Contacts();
        Map<UUID, Work> present = new HashMap<>();
        ArrayDeque<UUID> ended = new ArrayDeque<>();
        // What may still be spoken of: no other contact is written into it.
        Set<Work> over = new HashSet<>();
        int kept = random.nextInt(300);
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(1_000) == 0) {
                kept = random.nextInt(300);
            }
            if (random.nextInt(3) == 0) {
                contacts.settle();
                over.clear();
            }
            UUID id = new UUID(random.nextInt(3), random.nextInt(2_000));
            Work work = present.get(id);
            assertThat(contacts.get(id)).isSameAs(work);
            assertThat(contacts.knows(id)).isEqualTo(work != null || ended.contains(id));
            assertThat(contacts.hasEnded(id)).isEqualTo(ended.contains(id));
            if (work != null) {
                contacts.end(work, kept);
                over.add(work);
                present.remove(id);
                ended.add(id);
                while (ended.size() > kept) {
                    ended.remove();
                }
            } else if (!ended.contains(id)) {
                Request request = Request.of(id, queue.rule.id(), "chat", 0);
                Work added = contacts.add(domain, id).begin(i, request, domain.requirement(request, queue, 0), null);
                present.put(id, added);
                assertThat(over).doesNotContain(added);
            }
        }
        Set<Work> all = new HashSet<>();
        contacts.forEach(all::add);
        assertThat(all).isEqualTo(new HashSet<>(present.values()));
        assertThat(contacts.size()).isEqualTo(present.size());
        assertThat(contacts.ended()).isEqualTo(new ArrayList<>(ended));
    }

    @Property(tries = 200)
    void aHeapGivesTheFirstWhateverWasTakenOut(@ForAll long seed) {
        Random random = new Random(seed);
        Heap.Items<Numbered> members = new Heap.Items<>();
        Heap<Numbered> heap = new Heap<>(members);
        Heap<Numbered> elsewhere = new Heap<>(members);
        TreeSet<Numbered> expected = new TreeSet<>((one, other) -> one == other ? 0 : one.precedes(other) ? -1 : 1);
        List<Numbered> inside = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            if (inside.isEmpty() || random.nextInt(5) < 3) {
                Numbered item = new Numbered(i, random.nextInt(100));
                heap.add(item);
                expected.add(item);
                inside.add(item);
            } else {
                Numbered item = random.nextBoolean() ? expected.first() : inside.get(random.nextInt(inside.size()));
                heap.remove(item);
                expected.remove(item);
                inside.remove(item);
                assertThat(members.has(item)).isFalse();
                // Whatever is elsewhere meanwhile takes the numbers that are free.
                if (random.nextBoolean()) {
                    elsewhere.add(item);
                    assertThatThrownBy(() -> heap.remove(item)).isInstanceOf(IllegalStateException.class);
                } else if (!elsewhere.isEmpty()) {
                    elsewhere.remove(elsewhere.items().get(random.nextInt(elsewhere.size())));
                }
            }
            if (random.nextInt(200) == 0) {
                expected.clear();
                inside.forEach(item -> item.rank = random.nextInt(100));
                heap.reorder();
                expected.addAll(inside);
            }
            assertThat(heap.first()).isSameAs(expected.isEmpty() ? null : expected.first());
            assertThat(heap.size()).isEqualTo(expected.size());
            assertThat(heap.firstRank()).isEqualTo(expected.isEmpty() ? Long.MAX_VALUE : expected.first().rank);
        }
        assertThat(new HashSet<>(heap.items())).isEqualTo(new HashSet<>(inside));
    }

    private static final class Numbered extends Heap.Item {
        private long rank;

        Numbered(long order, long rank) {
            super(order);
            this.rank = rank;
        }

        @Override
        long rank() {
            return rank;
        }
    }
}
