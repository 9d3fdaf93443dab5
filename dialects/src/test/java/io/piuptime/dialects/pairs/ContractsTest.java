package io.piuptime.dialects.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The contracts are those that the providers keep to: otherwise nothing could be said with them. */
final class ContractsTest {
    @Test
    void nearly_all_that_providers_took_keeps_to_their_contracts() {
        List<Exchange> exchanges = Exchange.all();
        SoftAssertions soft = new SoftAssertions();
        for (Speaker speaker : Speaker.all()) {
            List<Set<String>> faults = exchanges.stream()
                    .filter(one -> speaker.isOurs().test(one.url())
                            && speaker.home().contains(one.provider())
                            && one.status() == 200)
                    .map(one -> speaker.contract().faultsOfSent(speaker.names().request(), one.request()))
                    .toList();
            assertThat(faults).as(speaker.name()).hasSizeGreaterThan(200);
            long kept = faults.stream().filter(Set::isEmpty).count();
            soft.assertThat(100 * kept / faults.size()).as(speaker.name()).isGreaterThanOrEqualTo(90);
        }
        soft.assertAll();
    }
}
