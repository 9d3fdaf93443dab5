// Amazon's own client for Bedrock, told a key instead of credentials.
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { all, city, gateway, keeps, key, thrown } from './contract.mjs';

const client = new BedrockRuntimeClient({
  region: 'us-east-1',
  endpoint: gateway,
  token: { token: key },
  authSchemePreference: ['httpBearerAuth'],
  maxAttempts: 1,
});

const user = (text) => [{ role: 'user', content: [{ text }] }];
const said = (answer) => answer.output.message.content.map((block) => block.text ?? '').join('');

keeps('bedrock', (modelId) => {
  const converse = (messages, more = {}) => client.send(new ConverseCommand({ modelId, messages, ...more }));

  return {
    chat: async (text) => said(await converse(user(text))),
    stream: async (text) => {
      const answer = await client.send(new ConverseStreamCommand({ modelId, messages: user(text) }));
      return all(answer.stream, (event) => event.contentBlockDelta?.delta.text);
    },
    useTool: async (text, result) => {
      const toolConfig = { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: city } } }] };
      const turn = await converse(user(text), { toolConfig });
      const { message } = turn.output;
      const { toolUse } = message.content.find((block) => block.toolUse);
      const toolResult = { toolUseId: toolUse.toolUseId, content: [{ text: result }] };
      const back = { role: 'user', content: [{ toolResult }] };
      const end = await converse([...user(text), message, back], { toolConfig });
      return { name: toolUse.name, input: toolUse.input, answer: said(end) };
    },
    structured: async (text) => {
      const jsonSchema = { name: 'place', schema: JSON.stringify(city) };
      const textFormat = { type: 'json_schema', structure: { jsonSchema } };
      return said(await converse(user(text), { outputConfig: { textFormat } }));
    },
    refused: async (text) => (await thrown(converse(user(text)))).$metadata.httpStatusCode,
  };
});
