package io.piuptime.dialects.embed.amazon;

import io.piuptime.dialects.embed.EmbedCodec;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec;
import io.piuptime.dialects.embed.cohere.CohereEmbedCodec.Host;

/** Vectors on Bedrock, where each family of models has a format of its own behind one path. */
public final class BedrockEmbed {
    private BedrockEmbed() {}

    /** The format of a model by its id, which may begin with a region's group: {@code us.cohere.embed-v4:0}. */
    public static EmbedCodec of(String model) {
        if (model.contains("cohere.")) {
            return new CohereEmbedCodec(Host.BEDROCK);
        }
        return model.contains("nova") ? new NovaEmbedCodec() : new TitanEmbedCodec();
    }
}
