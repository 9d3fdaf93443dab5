/** The accounts at providers that can be asked for more than models. */
@NullMarked
package io.piuptime.catalog.account;

import org.jspecify.annotations.NullMarked;
