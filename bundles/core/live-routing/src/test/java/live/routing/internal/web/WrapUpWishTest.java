// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.UUID;
import live.core.QueueId;
import live.core.web.Problem;
import live.routing.internal.store.WrapUpCodes;
import org.junit.jupiter.api.Test;

class WrapUpWishTest {
    private static final UUID SALES = QueueId.UNSORTED.value();

    private static WrapUpCodes.CodeList list(String json) throws Exception {
        return new ObjectMapper().readValue(json, WrapUpWish.class).list(Set.of(SALES));
    }

    @Test
    void anOrderedListWithNamesByLanguage() throws Exception {
        WrapUpCodes.CodeList list = list(
                """
                {"version":3,"items":[{"code":"sold","names":{"en":" Sold ","de":"Verkauft","fr":""},"queues":["%s"]},
                 {"code":"lost","names":{"en":"Lost"}}]}"""
                        .formatted(SALES));
        assertThat(list.version()).isEqualTo(3);
        assertThat(list.codes()).extracting("code").containsExactly("sold", "lost");
        assertThat(list.codes().get(0).names()).containsEntry("en", "Sold").containsOnlyKeys("en", "de");
        assertThat(list.codes().get(0).fits(QueueId.UNSORTED)).isTrue();
        assertThat(list.codes().get(0).fits(QueueId.next())).isFalse();
        assertThat(list.codes().get(1).fits(QueueId.next())).isTrue();
    }

    @Test
    void everythingThatIsWrongIsTold() {
        assertThatThrownBy(() -> list(
                        """
                {"items":[{"code":"Sold!","names":{}},{"code":"a","names":{"English":"A"}},
                 {"code":"a","names":{"en":"A"},"queues":["%s"]},null]}"""
                                .formatted(UUID.randomUUID())))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .contains(
                                "version",
                                "items[0].code",
                                "items[0].names",
                                "items[1].names",
                                "items[2].code",
                                "items[2].queues",
                                "items[3]"));
    }
}
