/** Tests of the demo model. */
@NullMarked
package io.piuptime.app.demo;

import org.jspecify.annotations.NullMarked;
