/** The page of documentation that says what each dialect can say, made of the code and compared with it. */
@NullMarked
package io.piuptime.dialects.page;

import org.jspecify.annotations.NullMarked;
