// OpenAI's own Node client through the gateway, with nothing but base URL and key changed.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI, { toFile } from 'openai';

const client = new OpenAI({ baseURL: process.env.PIUP_URL + '/v1', apiKey: process.env.PIUP_KEY, maxRetries: 0 });
const ask = (content, more = {}) => ({ model: 'gpt-4o', messages: [{ role: 'user', content }], ...more });

test('chats', async () => {
  const answer = await client.chat.completions.create(ask('Hello there'));
  assert.match(answer.choices[0].message.content, /Hello there/);
  assert.ok(answer.usage.total_tokens > 0);
});

test('streams, and gets usage when it asks for it', async () => {
  const stream = await client.chat.completions.create(
    ask('Count', { stream: true, stream_options: { include_usage: true } }),
  );
  let text = '';
  let usage;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  assert.match(text, /Count/);
  assert.ok(usage.total_tokens > 0);
});

test('calls tools', async () => {
  const tools = [{ type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } }];
  const answer = await client.chat.completions.create(ask('Rain?', { tools, tool_choice: 'required' }));
  assert.equal(answer.choices[0].message.tool_calls[0].function.name, 'weather');
});

test('gets structured output', async () => {
  const answer = await client.chat.completions.create(ask('Say it in JSON', { response_format: { type: 'json_object' } }));
  assert.ok(JSON.parse(answer.choices[0].message.content));
});

test('embeds', async () => {
  const { data } = await client.embeddings.create({ model: 'text-embedding-3-small', input: 'some text' });
  assert.ok(data[0].embedding.length > 0);
});

test('draws and edits', async () => {
  const drawn = await client.images.generate({ model: 'gpt-image-1', prompt: 'a house' });
  assert.ok(drawn.data.length > 0);
  const image = await toFile(Buffer.from('not really a picture'), 'a.png', { type: 'image/png' });
  const edited = await client.images.edit({ model: 'gpt-image-1', image, prompt: 'a door' });
  assert.ok(edited.data.length > 0);
});

test('speaks and listens', async () => {
  const speech = await client.audio.speech.create({ model: 'tts-1', input: 'Hi', voice: 'alloy' });
  assert.ok((await speech.arrayBuffer()).byteLength > 0);
  const file = await toFile(Buffer.alloc(300_000, 7), 'a.wav', { type: 'audio/wav' });
  const heard = await client.audio.transcriptions.create({ model: 'whisper-1', file });
  assert.ok(typeof heard.text === 'string');
});

test('moderates', async () => {
  const { results } = await client.moderations.create({ model: 'omni-moderation-latest', input: 'some text' });
  assert.ok(results.length > 0);
});

test('lists models', async () => {
  const models = await client.models.list();
  assert.ok(models.data.some((model) => model.id === 'demo'));
  assert.equal((await client.models.retrieve('demo')).id, 'demo');
});

test('learns what is wrong', async () => {
  const stranger = new OpenAI({ baseURL: process.env.PIUP_URL + '/v1', apiKey: 'piup_wrong', maxRetries: 0 });
  await assert.rejects(stranger.chat.completions.create(ask('Hi')), OpenAI.AuthenticationError);
  await assert.rejects(client.chat.completions.create({ model: 7, messages: [] }), OpenAI.BadRequestError);
});

test('aborts', async () => {
  const stop = new AbortController();
  const stream = await client.chat.completions.create(ask('Count to a hundred', { stream: true }), { signal: stop.signal });
  for await (const chunk of stream) {
    assert.ok(chunk);
    stop.abort();
    break;
  }
});
