/** Where usage and keys are kept: what every kind of store shares. */
@NullMarked
package io.piuptime.stores;

import org.jspecify.annotations.NullMarked;
