import nx from '@nx/eslint-plugin';
import { dependencyConstraints } from './allowed-directions.mjs';
import { TEST_CODE, TYPESCRIPT } from './code-zones.mjs';
import { requireProjectGraph } from './require-project-graph.mjs';

const directions = (options) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    { enforceBuildableLibDependency: true, allow: [], depConstraints: dependencyConstraints(options) },
  ],
});

export const projectDirections = [
  {
    files: TYPESCRIPT,
    plugins: { '@nx': nx, decouple: { rules: { 'require-project-graph': requireProjectGraph } } },
    rules: { 'decouple/require-project-graph': 'error', ...directions() },
  },
  { files: TEST_CODE, rules: directions({ forTests: true }) },
];
