import { APPS, ENVIRONMENT_READERS, LIBRARIES, TEST_CODE } from './code-zones.mjs';

/** A setting read in the middle of the code is not validated at start and is missing in .env.example. */
export const environment = {
  files: [...LIBRARIES, ...APPS],
  ignores: [...TEST_CODE, ...ENVIRONMENT_READERS],
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'process', property: 'env', message: 'Only src/config reads the environment: take the configuration.' },
    ],
  },
};
