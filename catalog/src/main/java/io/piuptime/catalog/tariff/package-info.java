/** What targets cost: prices of the catalogue and a user's own. */
@NullMarked
package io.piuptime.catalog.tariff;

import org.jspecify.annotations.NullMarked;
