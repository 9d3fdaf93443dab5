/** AWS event streams ({@code application/vnd.amazon.eventstream}): framed messages with typed headers and checksums. */
@NullMarked
package io.piuptime.dialects.aws.eventstream;

import org.jspecify.annotations.NullMarked;
