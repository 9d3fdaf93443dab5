@NullMarked
package io.piuptime.app.e2e.gpu;

import org.jspecify.annotations.NullMarked;
