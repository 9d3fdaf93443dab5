/** The way of an exchange: what its stages share. The packages below are the stages, in order. */
@NullMarked
package io.piuptime.gateway;

import org.jspecify.annotations.NullMarked;
