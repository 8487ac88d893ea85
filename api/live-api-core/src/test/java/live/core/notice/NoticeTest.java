// SPDX-License-Identifier: Apache-2.0
package live.core.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import live.core.Principal;
import live.core.TenantId;
import live.core.UserId;
import live.core.Uuid7;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    private static final UserId ANNA = UserId.next();

    @Test
    void it_is_an_event_with_ids_and_codes() {
        UUID about = Uuid7.next();

        var event = new Notice(ANNA, "things.done", "/things/7", Map.of("state", "DONE"))
                .told(about, Principal.system(new TenantId(Uuid7.next()), "things"));

        assertThat(event.type()).isEqualTo(Notice.TOLD);
        assertThat(event.aggregate()).isEqualTo(about);
        assertThat(event.data())
                .isEqualTo("{\"to\":\"" + ANNA
                        + "\",\"kind\":\"things.done\",\"path\":\"/things/7\",\"values\":{\"state\":\"DONE\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Anna Müller", "a\"b", "a\\b", "a\nb"})
    void what_is_no_code_is_refused(String value) {
        assertThatThrownBy(() -> new Notice(ANNA, "things.done", "/things", Map.of("name", value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"things", "//elsewhere.example", "https://elsewhere.example"})
    void it_leads_nowhere_else(String path) {
        assertThatThrownBy(() -> new Notice(ANNA, "things.done", path, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
