/** What a node writes down of its money, so that no end of a process or a machine loses any. */
@NullMarked
package io.piuptime.gateway.budget.money.journal;

import org.jspecify.annotations.NullMarked;
