/**
 * Lets `node -r` run the workspace's TypeScript: compiles each .ts file with swc as it is loaded, decorator metadata
 * included, and resolves @decouple/* to sources. Node's own type stripping cannot do it: Nest, TypeORM and
 * class-validator live on decorator metadata.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');
const swc = require('./swcrc.json');

const SOURCE_CONDITION = '@decouple/source';

Module.registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('@decouple/')) return next(specifier, context);
    return next(specifier, { ...context, conditions: [...(context.conditions ?? []), SOURCE_CONDITION] });
  },
});

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...swc, filename });
  module._compile(code, filename);
};
