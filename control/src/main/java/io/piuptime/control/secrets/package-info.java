/** The routes for credentials that are kept sealed: they go in and never come out. */
@NullMarked
package io.piuptime.control.secrets;

import org.jspecify.annotations.NullMarked;
