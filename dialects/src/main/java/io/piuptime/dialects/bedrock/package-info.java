/** Bedrock's Converse and ConverseStream: requests, replies, errors and event streams, in both directions. */
@NullMarked
package io.piuptime.dialects.bedrock;

import org.jspecify.annotations.NullMarked;
