/** What an exchange costs: rates, prices with tiers and validity, counts of what was used, and their product. */
@NullMarked
package io.piuptime.model.price;

import org.jspecify.annotations.NullMarked;
