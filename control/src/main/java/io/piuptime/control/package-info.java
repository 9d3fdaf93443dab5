/** The admin API: one table of routes behind the admin token. */
@NullMarked
package io.piuptime.control;

import org.jspecify.annotations.NullMarked;
