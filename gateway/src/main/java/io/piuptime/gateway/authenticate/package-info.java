/** Second stage: who asks. Keys are looked up in memory; the directory keeps that memory up to date. */
@NullMarked
package io.piuptime.gateway.authenticate;

import org.jspecify.annotations.NullMarked;
