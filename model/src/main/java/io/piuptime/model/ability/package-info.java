/** What targets can do, and how much they take, as far as it is known. */
@NullMarked
package io.piuptime.model.ability;

import org.jspecify.annotations.NullMarked;
