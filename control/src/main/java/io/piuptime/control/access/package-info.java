/** Who may do what where in the admin API: permissions, roles, places and callers. */
@NullMarked
package io.piuptime.control.access;

import org.jspecify.annotations.NullMarked;
