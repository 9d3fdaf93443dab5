@NullMarked
package io.piuptime.control.costs;

import org.jspecify.annotations.NullMarked;
