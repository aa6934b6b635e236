import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents';
import { WORKSPACE } from '../workspace';

const AGAIN = 'They are generated. Run: npx nx run customer-api:documents';

describe('the documents generated from the API', () => {
  it('match the controllers and DTOs as committed', async () => {
    const files = [...(await documents())];
    const stale = files.filter(([path, content]) => readFileSync(join(WORKSPACE, path), 'utf8') !== content);

    expect({ stale: stale.map(([path]) => path), AGAIN }).toEqual({ stale: [], AGAIN });
    expect(files).toHaveLength(2);
  });
});
