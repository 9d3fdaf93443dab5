/** Where exchanges wait while every target that could take them is full: lines, whose turn it is, and how many may wait. */
@NullMarked
package io.piuptime.gateway.queue;

import org.jspecify.annotations.NullMarked;
