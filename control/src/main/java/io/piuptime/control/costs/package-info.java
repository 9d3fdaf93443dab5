/** What was spent and will be: forecasts of budgets, costs computed anew, and reports for those who pay. */
@NullMarked
package io.piuptime.control.costs;

import org.jspecify.annotations.NullMarked;
