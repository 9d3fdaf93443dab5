package io.piuptime.stores.postgres;

import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.testkit.contracts.SharedAnswersContract;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class PostgresAnswersTest implements SharedAnswersContract {
    private PostgresStore database;

    @BeforeEach
    void open(PostgresServer server) {
        database = new PostgresStore(PostgresAddress.parse(server.database()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public SharedAnswers answers() {
        return new PostgresInstallation(database);
    }
}
