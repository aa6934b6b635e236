import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindDocument, isValid } from '@decouple/validation';
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { MESSAGE_CLASSES, type MessageType } from './registry';

const exampleOf = (type: MessageType): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, '../examples', `${type}.json`), 'utf8')) as Record<string, unknown>;

describe('the compiled rules', () => {
  it.each(Object.keys(MESSAGE_CLASSES) as MessageType[])(
    'agree with class-validator on every mutation of %s',
    (type) => {
      const example = exampleOf(type);
      expect(isValid(bindDocument<object>(MESSAGE_CLASSES[type], example))).toBe(true);
      const anything = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('', '0', '2026-02-30T00:00:00Z', 'EUR', 'eur', 'POL-1'),
      );
      const places = [...Object.keys(example), ...Object.keys(example['data'] as object).map((name) => `data.${name}`)];
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.option(anything, { nil: undefined }), (place, value) => {
          const changed = structuredClone(example);
          const [name, nested] = place.split('.') as [string, string | undefined];
          if (nested === undefined) changed[name] = value;
          else (changed['data'] as Record<string, unknown>)[nested] = value;
          const message = bindDocument<object>(MESSAGE_CLASSES[type], changed);
          expect(isValid(message)).toBe(validateSync(message, { forbidUnknownValues: true }).length === 0);
        }),
        { numRuns: 300 },
      );
    },
  );
});
