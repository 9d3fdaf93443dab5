@NullMarked
package io.piuptime.app.e2e.money;

import org.jspecify.annotations.NullMarked;
