import nx from '@nx/eslint-plugin';
import { dependencyConstraints, TEST_PACKAGES } from './allowed-directions.mjs';
import { TEST_CODE, TYPESCRIPT } from './code-zones.mjs';
import { requireProjectGraph } from './require-project-graph.mjs';

const directions = (extraPackages) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { enforceBuildableLibDependency: true, allow: [], depConstraints: dependencyConstraints(extraPackages) },
  ],
});

export const projectDirections = [
  {
    files: TYPESCRIPT,
    plugins: { '@nx': nx, decouple: { rules: { 'require-project-graph': requireProjectGraph } } },
    rules: { 'decouple/require-project-graph': 'error', ...directions([]) },
  },
  { files: TEST_CODE, rules: directions(TEST_PACKAGES) },
];
