package io.piuptime.gateway.budget.money.interleaved;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.MoneyJournal;
import io.piuptime.gateway.budget.money.ledger.Answer;
import io.piuptime.gateway.budget.money.ledger.Ledger;
import io.piuptime.gateway.budget.money.ledger.Wanted;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** No order of steps spends money twice. */
class LedgerInterleavingsTest {
    @Test
    void every_order_is_like_one_after_the_other() {
        new ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .check(NearlySpent.class);
    }

    /** Two accounts, of which one has enough for a single reservation. */
    public static final class NearlySpent {
        private static final AccountId WIDE = new AccountId("wide", "month", 0);
        private static final AccountId NARROW = new AccountId("narrow", "day", 0);

        private final Ledger ledger = new Ledger(MoneyJournal.none(), 0);

        public NearlySpent() {
            ledger.replay();
            ledger.grant(WIDE, 30);
            ledger.grant(NARROW, 10);
            ledger.reserve(List.of(new Wanted(WIDE, true, 5)));
        }

        @Operation
        public String reserveBoth() {
            return told(ledger.reserve(List.of(new Wanted(WIDE, true, 10), new Wanted(NARROW, true, 10))));
        }

        @Operation
        public boolean settleFirst() {
            return ledger.settle(1, 2);
        }

        @Operation
        public boolean unconfirmFirst() {
            return ledger.unconfirm(1);
        }

        @Operation
        public long giveBack() {
            return ledger.giveBack(WIDE, 10);
        }

        @Operation
        public long free() {
            return ledger.standing(WIDE).orElseThrow().free();
        }

        private static String told(Answer answer) {
            return answer.toString();
        }
    }
}
