package io.piuptime.stores.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.catalog.Secret;
import io.piuptime.stores.redis.RedisAddress.Kind;
import io.piuptime.stores.redis.RedisAddress.Node;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @Test
    void reads_a_host_with_everything() {
        RedisAddress address = RedisAddress.parse("rediss://us%40er:p%3Aw%2F%25+@cache.example:7000/3");

        assertThat(address)
                .isEqualTo(new RedisAddress(
                        Kind.STANDALONE,
                        true,
                        List.of(new Node("cache.example", 7000)),
                        "us@er",
                        Optional.of(new Secret("p:w/%+")),
                        3,
                        ""));
    }

    @Test
    void reads_a_bare_host() {
        assertThat(RedisAddress.parse("redis://localhost"))
                .isEqualTo(new RedisAddress(
                        Kind.STANDALONE, false, List.of(new Node("localhost", 6379)), "", Optional.empty(), 0, ""));
        assertThat(RedisAddress.parse("redis://[::1]:1/").nodes()).containsExactly(new Node("::1", 1));
    }

    @Test
    void reads_sentinels_and_their_master() {
        RedisAddress address = RedisAddress.parse("redis-sentinel://:secret@a,b:5/2#main");

        assertThat(address.kind()).isEqualTo(Kind.SENTINEL);
        assertThat(address.nodes()).containsExactly(new Node("a", 26379), new Node("b", 5));
        assertThat(address.password()).contains(new Secret("secret"));
        assertThat(address.database()).isEqualTo(2);
        assertThat(address.master()).isEqualTo("main");
    }

    @Test
    void reads_the_hosts_of_a_cluster() {
        RedisAddress address = RedisAddress.parse("rediss-cluster://a:1,b:2,c");

        assertThat(address.kind()).isEqualTo(Kind.CLUSTER);
        assertThat(address.tls()).isTrue();
        assertThat(address.nodes()).containsExactly(new Node("a", 1), new Node("b", 2), new Node("c", 6379));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost:6379",
                "rediss://[::1]:6379/3",
                "redis-sentinel://a:26379,b:5#main",
                "redis-cluster://a:1,b:2"
            })
    void writes_itself_as_it_is_read(String text) {
        assertThat(RedisAddress.parse(text)).hasToString(text);
    }

    @Test
    void never_shows_a_password() {
        assertThat(RedisAddress.parse("redis://me:hunter2@host")).asString().doesNotContain("hunter2", "me@", "me:");
        assertThatThrownBy(() -> RedisAddress.parse("redis://me:hunter2@a,b")).hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> RedisAddress.parse("http://me:hunter2@host")).hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "http://localhost",
                "redis://",
                "redis://a:b:c",
                "redis://a,b",
                "redis://a:0",
                "redis://a:70000",
                "redis://a/x",
                "redis://a#main",
                "redis-sentinel://a,b",
                "redis-cluster://a/1",
                "redis-cluster://a,,b"
            })
    void refuses_what_is_no_address(String text) {
        assertThatThrownBy(() -> RedisAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
    }
}
