// SPDX-License-Identifier: Apache-2.0
package live.routing.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import live.core.web.Problem;
import live.routing.internal.store.Capacities;
import org.junit.jupiter.api.Test;

class CapacityWishTest {
    private static Capacities.Own own(String json) throws Exception {
        return new ObjectMapper().readValue(json, CapacityWish.class).own(Set.of("email", "chat", "*"));
    }

    @Test
    void whatIsNotSaidIsAsForEverybody() throws Exception {
        Capacities.Own own = own("{\"version\":3,\"units\":{\"email\":2,\"chat\":null,\"*\":0}}");
        assertThat(own.version()).isEqualTo(3);
        assertThat(own.units()).containsEntry("email", 2).containsEntry("*", 0).hasSize(2);
        assertThat(own("{\"version\":0}").units()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsTold() {
        assertThatThrownBy(() -> own("{\"units\":{\"email\":-1,\"chat\":1001,\"smoke\":1}}"))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::field)
                        .containsExactlyInAnyOrder("version", "units.email", "units.chat", "units.smoke"));
    }
}
