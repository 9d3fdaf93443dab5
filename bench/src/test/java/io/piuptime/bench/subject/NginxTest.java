package io.piuptime.bench.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.piuptime.bench.mock.BenchUpstream;
import io.piuptime.bench.mock.Replies;
import io.piuptime.testkit.raw.RawHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NginxTest {
    @TempDir
    private Path folder;

    @Test
    void passes_on_what_the_provider_says() throws IOException {
        Optional<Path> program = Nginx.program();
        assumeThat(program).as("nginx is installed").isPresent();
        try (BenchUpstream upstream = BenchUpstream.start();
                Nginx nginx = Nginx.start(program.orElseThrow(), folder, upstream.port());
                RawHttp client = RawHttp.connect(nginx.subject().port(), Duration.ofSeconds(5))) {
            client.send(RawHttp.post("/v1/chat/completions", "{\"content\":\"marker=7\"}"));

            assertThat(client.reply().orElseThrow().body().bytes()).isEqualTo(Replies.json(7));
            assertThat(nginx.subject().tree().orElseThrow().rssMib()).isPositive();
        }
    }
}
