/** The one door through which the admin API sees and changes the directory: always as somebody, who sees no more than they may. */
@NullMarked
package io.piuptime.control.register;

import org.jspecify.annotations.NullMarked;
