import { QUEUES } from '@decouple/contracts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonSchema } from '../compare/json-schema';

export const SCHEMA_SUFFIX = '.schema.json';
export const QUEUES_FILE = 'queues.json';

type Queues = Readonly<Record<string, readonly string[]>>;

/** The contracts at one point in time. */
export interface ContractSnapshot {
  /** By message type. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly queues: Queues;
}

/** @param folder that of one released version */
export const releasedSnapshot = (folder: string): ContractSnapshot => ({
  schemas: schemasIn(join(folder, 'schemas')),
  queues: JSON.parse(readFileSync(join(folder, QUEUES_FILE), 'utf8')) as Queues,
});

/** @param contracts folder of the project, with its generated schemas */
export const workingSnapshot = (contracts: string): ContractSnapshot => ({
  schemas: schemasIn(join(contracts, 'schemas')),
  queues: QUEUES,
});

function schemasIn(folder: string): ReadonlyMap<string, JsonSchema> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(SCHEMA_SUFFIX)) : [];
  if (files.length === 0) throw new Error(`There are no schemas in ${folder}.`);
  return new Map(
    files.map((name) => [
      name.slice(0, -SCHEMA_SUFFIX.length),
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonSchema,
    ]),
  );
}
