import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUEUES } from '@decouple/contracts';
import { WORKSPACE } from '../workspace';
import { documents, SCHEMAS } from './documents';

const REGENERATE = 'They are generated. Run: npx nx run contracts:documents';

describe('the documents generated from the contract classes', () => {
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    files = await documents();
  });

  it('match the classes as committed', () => {
    const inWorkspace = (path: string): string | undefined =>
      existsSync(join(WORKSPACE, path)) ? readFileSync(join(WORKSPACE, path), 'utf8') : undefined;
    const stale = [...files].filter(([path, content]) => inWorkspace(path) !== content).map(([path]) => path);
    expect({ stale, REGENERATE }).toEqual({ stale: [], REGENERATE });
  });

  it('include no schema of a removed message', () => {
    const extra = readdirSync(join(WORKSPACE, SCHEMAS)).filter((name) => !files.has(`${SCHEMAS}/${name}`));
    expect({ extra, REGENERATE }).toEqual({ extra: [], REGENERATE });
  });
});

describe('docs/contracts.md', () => {
  it('lists every message with its queue, its schema and its example', () => {
    const row = /^\| `([^`]+)` +\| `([^`]+)` +\| \[schema\]\(([^)]+)\) +\| \[example\]\(([^)]+)\) +\|$/gm;
    const listed = [...readFileSync(join(WORKSPACE, 'docs/contracts.md'), 'utf8').matchAll(row)];
    const messages = Object.entries(QUEUES).flatMap(([queue, types]) => types.map((type) => `${queue} ${type}`));

    expect(listed.map(([, type, queue]) => `${queue} ${type}`).sort()).toEqual(messages.sort());
    for (const [, type, , schema, example] of listed) {
      expect([schema, example]).toEqual([
        `../libs/contracts/schemas/${type}.schema.json`,
        `../libs/contracts/examples/${type}.json`,
      ]);
    }
  });
});
