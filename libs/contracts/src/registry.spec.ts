import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MESSAGE_CLASSES, QUEUES } from './registry';

const types = Object.keys(MESSAGE_CLASSES).sort();

describe('the registry of messages', () => {
  it('has one golden example per type, and none beside', () => {
    const files = readdirSync(join(__dirname, '../examples')).sort();
    expect(files).toEqual(types.map((type) => `${type}.json`));
  });

  it('sends every type through exactly one queue', () => {
    expect(Object.values(QUEUES).flat().sort()).toEqual(types);
  });

  it('names every type by its context, a fact and a version', () => {
    for (const type of types) expect(type).toMatch(/^(payments|sales)\.[a-z]+(-[a-z]+)+\.v[1-9]\d*$/);
  });
});
