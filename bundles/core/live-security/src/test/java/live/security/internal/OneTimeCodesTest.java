// SPDX-License-Identifier: Apache-2.0
package live.security.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private final OneTimeCodes codes = new OneTimeCodes();

    /** RFC 6238, appendix B, the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082, 1",
        "1111111109, 081804, 37037036",
        "1111111111, 050471, 37037037",
        "1234567890, 005924, 41152263",
        "2000000000, 279037, 66666666",
        "20000000000, 353130, 666666666"
    })
    void codes_are_those_of_the_standard(long second, String code, long step) {
        Instant at = Instant.ofEpochSecond(second);

        assertThat(codes.code(SECRET, at)).isEqualTo(code);
        assertThat(codes.step(SECRET, code, at)).hasValue(step);
    }

    @Test
    void a_clock_may_be_one_step_wrong_and_no_more() {
        Instant now = Instant.parse("2026-03-01T08:00:15Z");
        String code = codes.code(SECRET, now);

        assertThat(codes.step(SECRET, code, now.plusSeconds(30))).isPresent();
        assertThat(codes.step(SECRET, code, now.minusSeconds(30))).isPresent();
        assertThat(codes.step(SECRET, code, now.plusSeconds(60))).isEmpty();
        assertThat(codes.step(SECRET, code, now.minusSeconds(60))).isEmpty();
    }

    /** RFC 4648, 10. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secrets_are_written_in_base32(String plain, String text) {
        assertThat(OneTimeCodes.text(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(text);
    }
}
