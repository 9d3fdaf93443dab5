/** AWS Signature Version 4: requests signed in their headers or in their query. */
@NullMarked
package io.piuptime.dialects.aws.sigv4;

import org.jspecify.annotations.NullMarked;
