import Ajv2020 from 'ajv/dist/2020';
import type { JsonSchema } from '../compare/json-schema';

/** Keeps no schema by its `$id`: two with the same one are the normal case here. */
const ajv = new Ajv2020({ strict: false, addUsedSchema: false, validateSchema: false });

/** Whether documents are valid under a schema, by a validator that knows nothing of the comparison. */
export function validityUnder(schema: JsonSchema): (document: unknown) => boolean {
  const validate = ajv.compile(schema);
  return (document) => validate(document) === true;
}
