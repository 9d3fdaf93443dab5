// OpenAI's own client: chat completions, then responses.
import OpenAI from 'openai';
import { all, city, gateway, keeps, key, thrown } from './contract.mjs';

const client = new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0 });

const user = (content) => [{ role: 'user', content }];

keeps('openai chat', (model) => {
  const chat = (messages, more = {}) => client.chat.completions.create({ model, messages, ...more });

  return {
    chat: async (text) => (await chat(user(text))).choices[0].message.content,
    stream: async (text) => all(await chat(user(text), { stream: true }), (chunk) => chunk.choices[0]?.delta.content),
    useTool: async (text, result) => {
      const tools = [{ type: 'function', function: { name: 'weather', parameters: city } }];
      const { message } = (await chat(user(text), { tools })).choices[0];
      const [call] = message.tool_calls;
      const told = { role: 'tool', tool_call_id: call.id, content: result };
      const end = await chat([...user(text), message, told], { tools });
      const { name } = call.function;
      return { name, input: JSON.parse(call.function.arguments), answer: end.choices[0].message.content };
    },
    structured: async (text) => {
      const json_schema = { name: 'place', strict: true, schema: city };
      const answer = await chat(user(text), { response_format: { type: 'json_schema', json_schema } });
      return answer.choices[0].message.content;
    },
    refused: async (text) => (await thrown(chat(user(text)))).status,
  };
});

keeps('openai responses', (model) => {
  const respond = (input, more = {}) => client.responses.create({ model, input, store: false, ...more });

  return {
    chat: async (text) => (await respond(text)).output_text,
    stream: async (text) =>
      all(await respond(text, { stream: true }), (event) => event.type === 'response.output_text.delta' && event.delta),
    useTool: async (text, result) => {
      const tools = [{ type: 'function', name: 'weather', parameters: city, strict: true }];
      const turn = await respond(user(text), { tools });
      const call = turn.output.find((item) => item.type === 'function_call');
      const told = { type: 'function_call_output', call_id: call.call_id, output: result };
      const end = await respond([...user(text), ...turn.output, told], { tools });
      return { name: call.name, input: JSON.parse(call.arguments), answer: end.output_text };
    },
    structured: async (text) => {
      const format = { type: 'json_schema', name: 'place', strict: true, schema: city };
      return (await respond(text, { text: { format } })).output_text;
    },
    refused: async (text) => (await thrown(respond(text))).status,
  };
});
