// Every client but Bedrock's in one process.
import './openai.test.mjs';
import './anthropic.test.mjs';
import './gemini.test.mjs';
import './ai-sdk.test.mjs';
