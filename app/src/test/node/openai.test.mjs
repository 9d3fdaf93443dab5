// OpenAI's own client for Node with nothing but its base URL and key changed. The provider behind the gateway is a fake
// that repeats what it was asked; a model named fails-NNN is answered with that status by it.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI, { toFile } from 'openai';

const baseURL = process.env.PIUP_TEST_URL;
const apiKey = process.env.PIUP_TEST_KEY;
const client = new OpenAI({ baseURL, apiKey });
const patient = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const weather = {
  type: 'function',
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

const ask = (text, more = {}) => ({ model: 'gpt-4o', messages: [{ role: 'user', content: text }], ...more });

test('chat', async () => {
  const answer = await client.chat.completions.create(ask('Grüße, 世界 👋'));
  assert.equal(answer.choices[0].message.content, 'Grüße, 世界 👋');
  assert.equal(answer.model, 'gpt-4o');
  assert.ok(answer.usage.total_tokens > 0);
});

test('chat with the raw response', async () => {
  const { response, data } = await client.chat.completions.create(ask('raw')).withResponse();
  assert.equal(response.status, 200);
  assert.match(response.headers.get('x-piup-request-id'), /\S/);
  assert.equal(data.choices[0].message.content, 'raw');
});

test('stream', async () => {
  const stream = await client.chat.completions.create(ask('one two three 👋', { stream: true }));
  const texts = [];
  for await (const chunk of stream) {
    assert.equal(chunk.choices.length, 1, 'no frame that was not asked for');
    texts.push(chunk.choices[0].delta.content ?? '');
  }
  assert.equal(texts.join(''), 'one two three 👋');
  assert.ok(texts.length > 4);
});

test('stream with usage', async () => {
  const stream = await client.chat.completions.create(
    ask('one two', { stream: true, stream_options: { include_usage: true } }),
  );
  let usage;
  for await (const chunk of stream) {
    usage = chunk.usage ?? usage;
  }
  assert.equal(usage.completion_tokens, 2);
});

test('tool call and its result', async () => {
  const answer = await client.chat.completions.create(
    ask('Weather?', { tools: [weather], tool_choice: 'required' }),
  );
  const message = answer.choices[0].message;
  assert.equal(answer.choices[0].finish_reason, 'tool_calls');
  assert.equal(message.tool_calls[0].function.name, 'weather');
  assert.deepEqual(JSON.parse(message.tool_calls[0].function.arguments), { marker: 'Weather?' });
  const next = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'user', content: 'Weather?' },
      message,
      { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '{"sun":true}' },
    ],
    tools: [weather],
  });
  assert.equal(next.choices[0].message.content, 'Weather?');
});

test('streamed tool call', async () => {
  const stream = client.chat.completions.stream(ask('Weather?', { tools: [weather], tool_choice: 'required' }));
  const call = (await stream.finalMessage()).tool_calls[0];
  assert.equal(call.function.name, 'weather');
  assert.deepEqual(JSON.parse(call.function.arguments), { marker: 'Weather?' });
});

test('structured output', async () => {
  const answer = await client.chat.completions.parse(
    ask('shape', {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'shape', schema: { type: 'object', properties: { marker: { type: 'string' } } } },
      },
    }),
  );
  assert.deepEqual(JSON.parse(answer.choices[0].message.content), { marker: 'shape' });
});

test('completion', async () => {
  const answer = await client.completions.create({ model: 'davinci', prompt: 'Once upon' });
  assert.equal(answer.choices[0].text, 'Once upon');
});

test('embeddings', async () => {
  const one = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] });
  assert.equal(one.data.length, 2);
  assert.equal(one.data[0].embedding.length, 8);
  assert.notDeepEqual(one.data[0].embedding, one.data[1].embedding);
});

test('images', async () => {
  const drawn = await client.images.generate({ model: 'gpt-image-1', prompt: 'a house' });
  const png = Buffer.from(drawn.data[0].b64_json, 'base64');
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  const edited = await client.images.edit({
    model: 'gpt-image-1',
    prompt: 'a red house',
    image: await toFile(png, 'house.png', { type: 'image/png' }),
  });
  assert.equal(edited.data[0].b64_json, drawn.data[0].b64_json);
});

test('audio', async () => {
  const speech = await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'four' });
  const bytes = Buffer.from(await speech.arrayBuffer());
  assert.equal(bytes.length, 4096);
  assert.deepEqual([...bytes.subarray(0, 3)], [4, 35, 66]);
  assert.match(speech.headers.get('content-type'), /^audio\/mpeg/);
  const heard = await client.audio.transcriptions.create({
    model: 'whisper-1',
    file: await toFile(bytes, 'speech.mp3', { type: 'audio/mpeg' }),
  });
  assert.match(heard.text, /whisper-1/);
});

test('models', async () => {
  const ids = [];
  for await (const model of client.models.list()) {
    ids.push(model.id);
  }
  assert.ok(ids.includes('gpt-4o'), ids.join(' '));
  assert.equal((await client.models.retrieve('gpt-4o')).id, 'gpt-4o');
  await assert.rejects(client.models.retrieve('no-such-model'), OpenAI.NotFoundError);
});

test('moderation', async () => {
  const judged = await client.moderations.create({ model: 'omni-moderation-latest', input: 'text' });
  assert.equal(judged.results[0].flagged, false);
});

test('errors', async () => {
  const stranger = new OpenAI({ baseURL, apiKey: 'piup_wrong' });
  await assert.rejects(stranger.chat.completions.create(ask('Hi')), OpenAI.AuthenticationError);
  await assert.rejects(client.chat.completions.create(ask('Hi', { model: 'gpt-4o-' })), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.match(error.message, /gpt-4o/);
    assert.equal(error.code, 'model_not_found');
    return true;
  });
  await assert.rejects(client.chat.completions.create({ model: 7, messages: [] }), OpenAI.BadRequestError);
  await assert.rejects(client.chat.completions.create(ask('Hi', { model: 'fails-400' })), OpenAI.BadRequestError);
  await assert.rejects(patient.chat.completions.create(ask('Hi', { model: 'fails-429' })), (error) => {
    assert.ok(error instanceof OpenAI.RateLimitError);
    assert.equal(error.headers.get('x-ratelimit-remaining-requests'), '0');
    assert.equal(error.requestID, 'req_fake');
    assert.match(error.message, /as it was asked to/);
    return true;
  });
});

test('an error inside a stream', async () => {
  const stream = await client.chat.completions.create(ask('Hi', { model: 'breaks', stream: true }));
  let text = '';
  await assert.rejects(async () => {
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
    }
  }, OpenAI.APIError);
  assert.equal(text, 'some');
});

test('the client tries again by itself after an overload', async () => {
  const { response } = await client.chat.completions.create(ask('Hi', { model: 'fails-once' })).withResponse();
  assert.equal(response.status, 200);
});

test('abort', async () => {
  const stream = await client.chat.completions.create(ask('Hi', { model: 'stalls', stream: true }));
  for await (const chunk of stream) {
    assert.equal(chunk.choices.length, 1);
    break;
  }
  assert.equal(stream.controller.signal.aborted, true);
  const waiting = new AbortController();
  const never = patient.chat.completions.create(ask('Hi', { model: 'silent' }), { signal: waiting.signal });
  setTimeout(() => waiting.abort(), 200);
  await assert.rejects(never, OpenAI.APIUserAbortError);
});
