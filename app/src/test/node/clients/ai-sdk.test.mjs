// The AI SDK over three of its providers, OpenAI's in both of its dialects.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, jsonSchema, Output, stepCountIs, streamText, tool } from 'ai';
import { all, city, gateway, keeps, key, thrown } from './contract.mjs';

const openai = createOpenAI({ baseURL: `${gateway}/v1`, apiKey: key });
const providers = {
  chat: openai.chat,
  responses: openai.responses,
  anthropic: createAnthropic({ baseURL: `${gateway}/v1`, apiKey: key }),
  gemini: createGoogleGenerativeAI({ baseURL: `${gateway}/v1beta`, apiKey: key }),
};

for (const [dialect, provider] of Object.entries(providers)) {
  keeps(`ai sdk ${dialect}`, (name) => {
    const model = provider(name);
    const ask = (prompt, more = {}) => generateText({ model, prompt, maxRetries: 0, ...more });

    return {
      chat: async (text) => (await ask(text)).text,
      stream: async (text) => all(streamText({ model, prompt: text }).textStream, (piece) => piece),
      useTool: async (text, result) => {
        const calls = [];
        const weather = tool({
          inputSchema: jsonSchema(city),
          execute: async (input) => {
            calls.push(input);
            return result;
          },
        });
        const end = await ask(text, { tools: { weather }, stopWhen: stepCountIs(2) });
        return { name: end.steps[0].toolCalls[0].toolName, input: calls[0], answer: end.text };
      },
      structured: async (text) =>
        JSON.stringify((await ask(text, { output: Output.object({ schema: jsonSchema(city) }) })).output),
      refused: async (text) => (await thrown(ask(text))).statusCode,
    };
  });
}
