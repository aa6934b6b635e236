import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MESSAGE_CLASSES, MessageError, type MessageType, parseMessage } from '@decouple/contracts';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import * as fc from 'fast-check';
import { WORKSPACE } from '../../workspace';
import { SCHEMAS } from '../documents';
import type { JsonSchema } from '../schema/json-schema';
import { mutations, textOf } from './mutations';
import { validDocuments } from './valid-documents';

/** Per kind and type. `AGREEMENT_DOCUMENTS=100000 npx nx test contract-tools` runs more. */
const DOCUMENTS = Number(process.env['AGREEMENT_DOCUMENTS'] ?? 1_000);

const TYPES = Object.keys(MESSAGE_CLASSES) as MessageType[];
const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(WORKSPACE, path), 'utf8')) as T;
const schemaOf = (type: MessageType): JsonSchema => readJson(`${SCHEMAS}/${type}.schema.json`);
const exampleOf = (type: MessageType): object => readJson(`libs/contracts/examples/${type}.json`);

const compiled = (type: MessageType): ValidateFunction =>
  new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schemaOf(type));

/** A document of another type is not checked further. */
const OF_ANOTHER_TYPE = ['#/type'];

/** Pointers of the violations by the class; none if the text is a valid message of the type. */
function faultsByClass(text: string, type: MessageType): readonly string[] {
  try {
    return parseMessage(text).type === type ? [] : OF_ANOTHER_TYPE;
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    const given = (JSON.parse(text) as { type?: unknown }).type;
    return given === type ? sorted(error.violations.map(({ pointer }) => pointer)) : OF_ANOTHER_TYPE;
  }
}

function faultsBySchema(text: string, validate: ValidateFunction): readonly string[] {
  if (validate(JSON.parse(text))) return [];
  const faults = sorted((validate.errors ?? []).map(pointerOf));
  return faults.includes('#/type') ? OF_ANOTHER_TYPE : faults;
}

function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  return keyword === 'required' ? `#${instancePath}/${String(params['missingProperty'])}` : `#${instancePath}`;
}

const sorted = (pointers: readonly string[]): readonly string[] => [...new Set(pointers)].sort();

describe.each(TYPES)('the JSON Schema of %s', (type) => {
  const validate = compiled(type);

  it('accepts the golden example, whose dataschema names the schema of the data', () => {
    const example = exampleOf(type) as { readonly data: unknown; readonly dataschema: string };
    expect(faultsBySchema(JSON.stringify(example), validate)).toEqual([]);

    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true }).addSchema(schemaOf(type));
    const ofData = ajv.getSchema(example.dataschema);
    expect(ofData?.(example.data)).toBe(true);
    expect(ofData?.(example)).toBe(false);
  });

  it('accepts every valid document, as the class does', () => {
    fc.assert(
      fc.property(validDocuments(schemaOf(type)), (document) => {
        const text = JSON.stringify(document);
        expect(faultsByClass(text, type)).toEqual([]);
        expect(faultsBySchema(text, validate)).toEqual([]);
      }),
      { numRuns: DOCUMENTS },
    );
  });

  it('reports violations in mutated documents at the same places as the class', () => {
    const documents = fc.oneof(fc.constant(exampleOf(type)), validDocuments(schemaOf(type)) as fc.Arbitrary<object>);
    let refused = 0;
    fc.assert(
      fc.property(documents, mutations, (document, mutate) => {
        const text = textOf(mutate(document));
        const faults = faultsByClass(text, type);
        expect(faultsBySchema(text, validate)).toEqual(faults);
        if (faults.length > 0) refused += 1;
      }),
      { numRuns: DOCUMENTS },
    );
    // If all documents passed, or all failed, the agreement would be meaningless.
    expect(refused / DOCUMENTS).toBeGreaterThan(0.3);
    expect(refused / DOCUMENTS).toBeLessThan(0.95);
  });
});
