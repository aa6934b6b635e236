import { join, resolve } from 'node:path';
import { EmptyProject } from './empty-project';
import { PackedPackage } from './packed-package';
import { describePublishedPackage } from './testing/published-package.contract';

const VALIDATION = join(resolve(__dirname, '../../..'), 'dist/packages/validation');

/** Decorators are called as functions, which plain JavaScript can do, too. */
const USE = `
  class Order {}
  IsText({ maxLength: 8 })(Order.prototype, 'id');
  try {
    console.log(readDocument(Order, { id: 'o-1' }) instanceof Order);
    readDocument(Order, { id: 'much-too-long', extra: 1 });
  } catch (error) {
    if (!(error instanceof InvalidDocumentError)) throw error;
    console.log(error.violations.map(({ pointer }) => pointer).join(' '));
  }
`;
const PRINTED = 'true\n#/id #/extra\n';

const NAMES = 'InvalidDocumentError, IsText, readDocument';
const IMPORT = `import { ${NAMES} } from '@decouple/validation';`;
/** Typed, so that the compiler checks the package's declarations. */
const TYPED = `
  import { type Violation } from '@decouple/validation';
  export const nothing: readonly Violation[] = [];
`;

const CONSUMERS: Readonly<Record<string, string>> = {
  'plain.mjs': `${IMPORT} ${USE}`,
  'plain.cjs': `const { ${NAMES} } = require('@decouple/validation'); ${USE}`,
  'typed.mts': `${IMPORT} ${TYPED} ${USE}`,
  'typed.cts': `${IMPORT} ${TYPED} ${USE}`,
};

describe('@decouple/validation, as published', () => {
  let packed: PackedPackage;
  let project: EmptyProject;

  beforeAll(() => {
    packed = PackedPackage.of(VALIDATION);
    project = EmptyProject.create();
    project.install(packed.tarball);
    for (const [file, program] of Object.entries(CONSUMERS)) project.write(file, program);
  });

  afterAll(() => {
    project.remove();
    packed.remove();
  });

  describePublishedPackage(
    {
      name: '@decouple/validation',
      folder: 'libs/validation',
      dependencies: ['class-validator'],
      installed: ['@decouple/validation', '@types/validator', 'class-validator', 'libphonenumber-js', 'validator'],
      files: ['dist/index.js.map'],
      declarations: [],
      printed: PRINTED,
      atLeast: { names: 10, maps: 8 },
    },
    () => ({ packed, project }),
  );
});
