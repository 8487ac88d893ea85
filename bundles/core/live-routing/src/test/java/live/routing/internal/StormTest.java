// SPDX-License-Identifier: Apache-2.0
package live.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised holds in every weather; and whoever breaks a promise on purpose is caught. */
class StormTest {
    private static final int SEEDS = 5_000;
    /** In so many storms each defect shows. */
    private static final int ENOUGH = 1_000;

    @Test
    void everyPromiseHoldsInEveryWeather() {
        Set<String> happened = ConcurrentHashMap.newKeySet();
        Map<Long, Throwable> broken = new ConcurrentSkipListMap<>();
        LongStream.rangeClosed(1, SEEDS).parallel().forEach(seed -> {
            try {
                Storm storm = new Storm(seed, null);
                storm.run();
                happened.addAll(storm.happenings().keySet());
            } catch (AssertionError | RuntimeException e) {
                broken.put(seed, e);
            }
        });
        broken.entrySet().stream()
                .findFirst()
                .ifPresent(first -> fail(
                        "./live bench soak seed=" + first.getKey() + ": "
                                + first.getValue().getMessage(),
                        first.getValue()));
        assertThat(happened)
                .contains(
                        "taken over",
                        "decided ahead",
                        "resumed",
                        "fenced",
                        "paused while committing",
                        "killed while committing",
                        "listener failed",
                        "listener failed when it had done it",
                        "killed between telling and confirming",
                        "somebody else has told it",
                        "put to rest",
                        "passed on",
                        "not heard of");
    }

    @Test
    void aSeedIsTheSameStormAgain() {
        Storm one = new Storm(7, null);
        one.run();
        Storm other = new Storm(7, null);
        other.run();
        assertThat(other.happenings()).isEqualTo(one.happenings()).isNotEmpty();
        assertThat(written(other)).isEqualTo(written(one)).isNotEmpty();
    }

    private static List<String> written(Storm storm) {
        return storm.log.after(Storm.TENANT, 0, Integer.MAX_VALUE).stream()
                .map(batch -> HexFormat.of().formatHex(batch.entries()))
                .toList();
    }

    @Test
    void theLogInMemoryIsFencedAsTheOneInTheDatabase() throws Exception {
        FencedLogContract.holds(new MemoryLog(System::currentTimeMillis, new FairWeather(), (batch, epoch) -> {}));
    }

    @ParameterizedTest
    @EnumSource
    void aDefectIsCaught(Defect defect) {
        int seed = 0;
        AssertionError caught = null;
        while (caught == null && seed < ENOUGH) {
            caught = broken(++seed, defect);
        }
        assertThat(caught).as("%s", defect).isNotNull();
    }

    private static @Nullable AssertionError broken(long seed, Defect defect) {
        try {
            new Storm(seed, defect).run();
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }

    private static final class FairWeather implements MemoryLog.Faults {
        @Override
        public boolean before() {
            return false;
        }

        @Override
        public boolean after() {
            return false;
        }

        @Override
        public boolean unfenced() {
            return false;
        }
    }
}
