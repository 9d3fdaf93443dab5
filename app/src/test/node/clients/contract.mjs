// What every client has to get from a provider that does what the user's text says (ByText in the Java tests).
import assert from 'node:assert/strict';
import test from 'node:test';

export const gateway = process.env.PIUP_TEST_URL;
export const key = process.env.PIUP_TEST_KEY;
const models = process.env.PIUP_TEST_MODELS.split(',');

/** The parameters of the tool `weather`, and the form of a structured answer. */
export const city = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/**
 * Asks every model; what(model) gives how it is asked.
 *
 * chat(text) and structured(text) give the answer's text; stream(text) its pieces; useTool(text, result) offers `weather`,
 * tells the result, and gives { name, input, answer }; refused(text) the status that it fails with.
 */
export function keeps(name, what) {
  models.forEach((model) => keepsWith(`${name} ${model}`, what(model)));
}

/** Asks every model for the count of a prompt's tokens; count(model, prompt) gives it. */
export function counts(name, count) {
  for (const model of models) {
    test(`${name} ${model}: count of tokens`, async () => {
      assert.ok((await count(model, 'How many tokens is this?')) > 0);
    });
  }
}

function keepsWith(name, { chat, stream, useTool, structured, refused }) {
  test(`${name}: chat`, async () => {
    assert.equal(await chat('Grüße, 世界 👋'), 'You said: Grüße, 世界 👋');
  });

  test(`${name}: stream`, async () => {
    const pieces = await stream('one two three 👋');
    assert.equal(pieces.join(''), 'You said: one two three 👋');
    assert.ok(pieces.length > 2, `${pieces.length} pieces`);
  });

  test(`${name}: tool call`, async () => {
    const used = await useTool('Rain?', 'no rain');
    assert.equal(used.name, 'weather');
    assert.deepEqual(used.input, { city: 'Zürich' });
    assert.match(used.answer, /^It said: .*no rain/);
  });

  test(`${name}: structured output`, async () => {
    assert.deepEqual(JSON.parse(await structured('Name a city in JSON')), { city: 'Zürich' });
  });

  test(`${name}: errors`, async () => {
    assert.equal(await refused('Please fail with 400'), 400);
    assert.equal(await refused('Please fail with 429'), 429);
  });
}

/** The error that a promise ends with. */
export async function thrown(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

/** What an async iterable gives, without what is empty. */
export async function all(iterable, piece) {
  const pieces = [];
  for await (const one of iterable) {
    const text = piece(one);
    if (text) {
      pieces.push(text);
    }
  }
  return pieces;
}
