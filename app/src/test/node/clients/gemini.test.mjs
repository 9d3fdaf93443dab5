// Google's own client for Gemini.
import { GoogleGenAI } from '@google/genai';
import { all, city, counts, gateway, keeps, key, thrown } from './contract.mjs';

const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: gateway } });

const user = (text) => [{ role: 'user', parts: [{ text }] }];

keeps('gemini', (model) => {
  const generate = (contents, config) => client.models.generateContent({ model, contents, config });

  return {
    chat: async (text) => (await generate(user(text))).text,
    stream: async (text) =>
      all(await client.models.generateContentStream({ model, contents: user(text) }), (chunk) => chunk.text),
    useTool: async (text, result) => {
      const config = { tools: [{ functionDeclarations: [{ name: 'weather', parametersJsonSchema: city }] }] };
      const turn = await generate(user(text), config);
      const [call] = turn.functionCalls;
      const told = { functionResponse: { id: call.id, name: call.name, response: { output: result } } };
      const contents = [...user(text), turn.candidates[0].content, { role: 'user', parts: [told] }];
      return { name: call.name, input: call.args, answer: (await generate(contents, config)).text };
    },
    structured: async (text) =>
      (await generate(user(text), { responseMimeType: 'application/json', responseJsonSchema: city })).text,
    refused: async (text) => (await thrown(generate(user(text)))).status,
  };
});

counts('gemini', async (model, prompt) => {
  const count = await client.models.countTokens({ model, contents: user(prompt) });
  return count.totalTokens;
});
