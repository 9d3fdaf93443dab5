/** The libraries that applications call models with, driven against any base URL. */
@NullMarked
package io.piuptime.app.clients;

import org.jspecify.annotations.NullMarked;
