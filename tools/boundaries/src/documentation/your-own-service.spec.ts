import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { filesIn, typeErrorsIn } from './guide-program';

const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8');
const GUIDE = read('docs/your-own-service.md');
/** The guide's service. `orders.package.spec.ts` installs and runs it. */
const ORDERS = join(workspaceRoot, 'tools/package-trial/orders/src');

describe('the README of messaging-core', () => {
  it('contains code that compiles against the package', () => {
    expect(typeErrorsIn(read('libs/messaging/core/README.md'))).toEqual([]);
  });
});

describe('docs/your-own-service.md', () => {
  it('contains code that compiles against the packages', () => {
    expect(typeErrorsIn(GUIDE)).toEqual([]);
  });

  it('contains exactly the code of the orders service that is run', () => {
    // An adapter that the guide refers to and does not need.
    const sources = readdirSync(ORDERS).filter((name) => !name.startsWith('list-source'));
    const run = sources.map((name) => [name, readFileSync(join(ORDERS, name), 'utf8')] as const);
    expect(Object.fromEntries(filesIn(GUIDE))).toEqual(Object.fromEntries(run));
  });

  it('reports code that does not compile', () => {
    const guide =
      "```ts\n// order.ts\nimport { absent } from '@decouple/messaging-core';\n\nexport const order = absent;\n```";
    expect(typeErrorsIn(guide)).toEqual([expect.stringMatching(/^order\.ts:2 .*no exported member 'absent'/)]);
  });
});
