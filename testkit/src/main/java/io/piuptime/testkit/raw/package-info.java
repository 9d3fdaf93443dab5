/** Bytes on a plain socket and what they mean: for tests that must say or see what no HTTP library would. */
@NullMarked
package io.piuptime.testkit.raw;

import org.jspecify.annotations.NullMarked;
