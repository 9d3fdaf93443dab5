// Anthropic's own client.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { all, city, counts, gateway, keeps, key, thrown } from './contract.mjs';

const client = new Anthropic({ baseURL: gateway, apiKey: key, maxRetries: 0 });

const user = (content) => [{ role: 'user', content }];
const said = (message) => message.content.map((block) => block.text ?? '').join('');

keeps('anthropic', (model) => {
  const asked = (messages, more = {}) => ({ model, max_tokens: 512, messages, ...more });
  const create = (messages, more) => client.messages.create(asked(messages, more));

  return {
    chat: async (text) => said(await create(user(text))),
    stream: async (text) => all(await create(user(text), { stream: true }), (event) => event.delta?.text),
    useTool: async (text, result) => {
      const tools = [{ name: 'weather', input_schema: city }];
      const turn = await client.messages.stream(asked(user(text), { tools })).finalMessage();
      const call = turn.content.find((block) => block.type === 'tool_use');
      assert.equal(turn.stop_reason, 'tool_use');
      const told = user([{ type: 'tool_result', tool_use_id: call.id, content: result }]);
      const end = await create([...user(text), { role: 'assistant', content: turn.content }, ...told], { tools });
      return { name: call.name, input: call.input, answer: said(end) };
    },
    structured: async (text) =>
      said(await create(user(text), { output_config: { format: { type: 'json_schema', schema: city } } })),
    refused: async (text) => (await thrown(create(user(text)))).status,
  };
});

counts('anthropic', async (model, prompt) => {
  const count = await client.messages.countTokens({ model, messages: user(prompt) });
  return count.input_tokens;
});
