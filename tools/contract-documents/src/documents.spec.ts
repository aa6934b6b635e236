import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, SCHEMAS, WORKSPACE } from './documents';

const AGAIN = 'They are generated. Run: npx nx run contracts:documents';

describe('the documents that follow from the contract classes', () => {
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    files = await documents();
  });

  it('are committed as the classes have them now', () => {
    const inWorkspace = (path: string): string | undefined =>
      existsSync(join(WORKSPACE, path)) ? readFileSync(join(WORKSPACE, path), 'utf8') : undefined;
    const stale = [...files].filter(([path, content]) => inWorkspace(path) !== content).map(([path]) => path);
    expect({ stale, AGAIN }).toEqual({ stale: [], AGAIN });
  });

  it('leave no schema behind of a message that is gone', () => {
    const extra = readdirSync(join(WORKSPACE, SCHEMAS)).filter((name) => !files.has(`${SCHEMAS}/${name}`));
    expect({ extra, AGAIN }).toEqual({ extra: [], AGAIN });
  });
});
