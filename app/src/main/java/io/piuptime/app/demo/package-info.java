/** The built-in demo model: a provider in the process, so that the first answer needs no account anywhere. */
@NullMarked
package io.piuptime.app.demo;

import org.jspecify.annotations.NullMarked;
