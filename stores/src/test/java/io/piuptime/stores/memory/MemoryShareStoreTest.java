package io.piuptime.stores.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.testkit.contracts.ShareStoreContract;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryShareStoreTest implements ShareStoreContract {
    private final AtomicLong millis = new AtomicLong(1_767_323_045_000L);
    private final MemoryShareStore store = new MemoryShareStore(millis::get);

    @Override
    public ShareStore store() {
        return store;
    }

    @Test
    void forgets_what_a_node_had_under_way_that_is_silent() {
        deal("a", new Ask("m", new Term.Present(), 0, 4, 4));

        millis.addAndGet(ShareStore.PRESENT_MILLIS - 1);
        assertThat(deal("b", new Ask("m", new Term.Present(), 0, 4, 4))).isZero();
        millis.addAndGet(1);
        assertThat(deal("b", new Ask("m", new Term.Present(), 0, 4, 4))).isEqualTo(4);
    }

    @Test
    void forgets_nodes_that_are_silent() {
        store.deal("a", List.of());
        millis.addAndGet(ShareStore.NODE_MILLIS);

        assertThat(store.deal("b", List.of()).orElseThrow().nodes()).isEqualTo(1);
    }

    @Test
    void begins_another_era_when_it_forgets_everything() {
        long era = store.deal("a", List.of()).orElseThrow().era();
        deal("a", new Ask("m", new Term.Present(), 0, 4, 4));

        store.flush();

        assertThat(store.deal("a", List.of()).orElseThrow().era()).isNotEqualTo(era);
        assertThat(deal("b", new Ask("m", new Term.Present(), 0, 4, 4))).isEqualTo(4);
    }

    private long deal(String node, Ask ask) {
        return store.deal(node, List.of(ask)).orElseThrow().grants().getFirst().more();
    }
}
