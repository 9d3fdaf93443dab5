/** Tests of what OpenAI's API tells of files, batches and responses. */
@NullMarked
package io.piuptime.dialects.openai.objects;

import org.jspecify.annotations.NullMarked;
