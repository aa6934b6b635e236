import { workspacePaths } from './source-files';
import { vaguelyNamed } from './vague-names';

describe('names of files and folders', () => {
  it.each(['libs/a/src/utils', 'libs/a/src/date-helpers.ts', 'apps/common', 'libs/shared', 'libs/a/queue.manager.ts'])(
    'refuses %s',
    (path) => {
      expect(vaguelyNamed([path])).toEqual([path]);
    },
  );

  it.each(['libs/a/src/outbox-relay.ts', 'libs/a/src/commonwealth.ts', 'libs/utils-of-nothing/src/payment.ts'])(
    'accepts %s',
    (path) => {
      expect(vaguelyNamed([path])).toEqual([]);
    },
  );

  it('say what is inside, in this workspace', () => {
    expect(vaguelyNamed(workspacePaths())).toEqual([]);
  });
});
