package io.piuptime.gateway.budget.money.lease;

import io.piuptime.gateway.budget.money.AccountId;
import java.util.List;

/**
 * What each node was granted of each account. The sum of what all nodes answer for, of all stretches that count together,
 * never passes a cap by what is granted here.
 *
 * <p>Nothing becomes free by time: what a silent node holds counts as spent until that node says otherwise, or is
 * {@linkplain #release released}. All calls may wait, and throw an unchecked exception when the store cannot be reached;
 * then what was asked for may have happened or not.
 */
public interface LeaseStore {
    /**
     * A node begins, or begins anew: claims of earlier terms have no effect from now on.
     *
     * @param node id of the node, kept over restarts
     */
    Term begin(String node);

    /**
     * A time in which a node is the only one of its name.
     *
     * @param number greater than that of all terms before
     * @param leases what the store has of the node
     * @param released whether others may have what it did not tell to be spent; said until its first claim
     */
    record Term(long number, List<Lease> leases, boolean released) {
        public Term {
            leases = List.copyOf(leases);
        }
    }

    /** What one node has of one account, in millionths of a dollar: the last that is known. */
    record Lease(String node, AccountId account, long granted, long spent, long unconfirmed) {}

    /**
     * States what a node has of some accounts, and asks for more. A claim that is older than one that came already has no
     * effect, and neither has one of an earlier term.
     *
     * @param turn greater than that of all claims of the term before
     * @return for each claim what the node may use from now on, in their order
     * @throws EndedTermException when another term has begun, or the node was released
     */
    List<Grant> claim(String node, long term, long turn, List<Claim> claims);

    /**
     * What a node says of one account.
     *
     * @param cap what all nodes together may be granted, of all stretches from {@code since} on
     * @param since start of the first stretch that counts
     * @param held what the node answers for: what it was granted and has not given back
     * @param want how much more it would like to have
     */
    record Claim(AccountId account, long cap, long since, long held, long spent, long unconfirmed, long want) {
        public Claim {
            if (held < 0 || want < 0) {
                throw new IllegalArgumentException("claim: held " + held + ", want " + want + " (expected: both >= 0)");
            }
        }

        /** The same, asking for nothing. */
        public Claim told() {
            return new Claim(account, cap, since, held, spent, unconfirmed, 0);
        }
    }

    /**
     * What becomes of a claim.
     *
     * @param granted what the node may spend, of all that it ever was allowed
     * @param left of the cap, for all nodes
     * @param nodes that have something of the account
     */
    record Grant(AccountId account, long granted, long left, int nodes) {}

    /**
     * Another number than before wherever the store may have forgotten what it was told or granted last: then whoever holds
     * something tells it again. A store that forgets nothing stays in the same era.
     */
    default long era() {
        return 0;
    }

    /** What all nodes have, of the accounts of a budget; of all budgets if it is empty. Ordered by account and node. */
    List<Lease> leases(String budget);

    /** Forgets all leases of accounts that count no more. */
    void forget(List<AccountId> accounts);

    /**
     * A node will not come back: what it was granted and has not told to be spent is free again. If it does come back, it has
     * nothing. Returns how much became free, in millionths of a dollar.
     */
    long release(String node);
}
