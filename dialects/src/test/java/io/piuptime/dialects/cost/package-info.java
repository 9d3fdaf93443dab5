@NullMarked
package io.piuptime.dialects.cost;

import org.jspecify.annotations.NullMarked;
