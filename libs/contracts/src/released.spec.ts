import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from './parsing/parse-message';
import { MESSAGE_CLASSES, type MessageType } from './registry';

const RELEASED = join(__dirname, '../released');
const EXAMPLES = readdirSync(RELEASED).flatMap((version) =>
  readdirSync(join(RELEASED, version, 'examples')).map((file) => [version, file.replace(/\.json$/, '')] as const),
);

describe('what was ever released', () => {
  it('has examples', () => {
    expect(EXAMPLES.length).toBeGreaterThan(5);
  });

  it.each(EXAMPLES)('is still read: %s, %s', (version, type) => {
    const text = readFileSync(join(RELEASED, version, 'examples', `${type}.json`), 'utf8');
    const message = parseMessage(text);
    expect(message).toBeInstanceOf(MESSAGE_CLASSES[type as MessageType]);
    expect(JSON.parse(JSON.stringify(message))).toEqual(JSON.parse(text));
  });
});
