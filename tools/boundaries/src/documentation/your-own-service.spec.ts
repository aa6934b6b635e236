import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { typeErrorsIn } from './guide-program';

describe('docs/your-own-service.md', () => {
  it('contains code that compiles against the packages', () => {
    expect(typeErrorsIn(readFileSync(join(workspaceRoot, 'docs/your-own-service.md'), 'utf8'))).toEqual([]);
  });

  it('reports code that does not compile', () => {
    const guide =
      "```ts\n// order.ts\nimport { absent } from '@decouple/messaging-core';\n\nexport const order = absent;\n```";
    expect(typeErrorsIn(guide)).toEqual([expect.stringMatching(/^order\.ts:2 .*no exported member 'absent'/)]);
  });
});
