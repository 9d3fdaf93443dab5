/** What targets can do: what the catalogue knows, and what a user says of them. */
@NullMarked
package io.piuptime.catalog.ability;

import org.jspecify.annotations.NullMarked;
