@NullMarked
package io.piuptime.gateway.budget.money.interleaved;

import org.jspecify.annotations.NullMarked;
