/** HTTP as the wall speaks it: read with care, written with none where a fault wants it so. */
@NullMarked
package io.piuptime.testkit.wall.wire;

import org.jspecify.annotations.NullMarked;
