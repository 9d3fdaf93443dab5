@NullMarked
package io.piuptime.gateway.budget.money;

import org.jspecify.annotations.NullMarked;
