import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents';
import { WORKSPACE } from '../workspace';

const AGAIN = 'They are generated. Run: npx nx run customer-api:documents';

describe('the documents that follow from the API', () => {
  it('are committed as the controllers and DTOs have them now', async () => {
    const files = [...(await documents())];
    const stale = files.filter(([path, content]) => readFileSync(join(WORKSPACE, path), 'utf8') !== content);

    expect({ stale: stale.map(([path]) => path), AGAIN }).toEqual({ stale: [], AGAIN });
    expect(files).toHaveLength(2);
  });
});
