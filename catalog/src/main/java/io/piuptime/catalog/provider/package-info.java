/** Providers as rows of data: where they are, what they speak, how requests to them are signed. */
@NullMarked
package io.piuptime.catalog.provider;

import org.jspecify.annotations.NullMarked;
