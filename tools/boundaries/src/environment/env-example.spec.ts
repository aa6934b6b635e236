import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerApiVariables } from '@decouple/customer-api';
import { STOP_WITH_PARENT } from '@decouple/platform';
import { salesWorkerVariables } from '@decouple/sales-worker';
import { workspaceRoot } from '@nx/devkit';
import { readEnvironmentExample } from './env-example';

type Variables = Readonly<Record<string, { readonly default?: unknown }>>;

const API: Variables = customerApiVariables;
const WORKER: Variables = salesWorkerVariables;

/** Read where both services run in one process and share one environment. */
const API_MANAGEMENT_PORT = 'API_MANAGEMENT_PORT';

/** Read by the AWS SDK, by the process before it has a configuration, and by the tool that starts both services. */
const NOT_OF_A_CONFIGURATION = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', STOP_WITH_PARENT, API_MANAGEMENT_PORT];

describe('readEnvironmentExample', () => {
  it('finds variables that are set and variables that are commented out, with their section', () => {
    const text = '# Text\n# --- both ---\n\nA=1\n# say B=2 to\n# B_C=2=3\n# --- one ---\n# D=\n';

    expect(readEnvironmentExample(text)).toEqual([
      { name: 'A', value: '1', commented: false, section: 'both' },
      { name: 'B_C', value: '2=3', commented: true, section: 'both' },
      { name: 'D', value: '', commented: true, section: 'one' },
    ]);
  });
});

describe('.env.example', () => {
  const entries = readEnvironmentExample(readFileSync(join(workspaceRoot, '.env.example'), 'utf8'));
  const namesIn = (section: string): string[] =>
    entries.filter((entry) => entry.section === section).map(({ name }) => name);

  it('lists every variable of both services once, and no other', () => {
    const listed = entries.map(({ name }) => name);
    const known = new Set([...Object.keys(API), ...Object.keys(WORKER), ...NOT_OF_A_CONFIGURATION]);

    expect(listed.sort()).toEqual([...known].sort());
  });

  it('lists each variable under the service that reads it', () => {
    const only = (mine: Variables, others: Variables): string[] =>
      Object.keys(mine).filter((name) => !(name in others));

    expect(namesIn('customer-api').sort()).toEqual(only(API, WORKER).sort());
    expect(namesIn('sales-worker').sort()).toEqual(only(WORKER, API).sort());
    expect(namesIn('both in one process')).toEqual([API_MANAGEMENT_PORT]);
  });

  it('shows the default of every variable that is commented out, unless the services differ in it', () => {
    const defaultOf = (name: string): string => {
      const defaults = new Set([API, WORKER].filter((each) => name in each).map((each) => each[name]?.default));
      return defaults.size === 1 ? String([...defaults][0] ?? '') : '';
    };
    const shown = entries.filter(({ commented, name }) => commented && !NOT_OF_A_CONFIGURATION.includes(name));

    expect(Object.fromEntries(shown.map(({ name, value }) => [name, value]))).toEqual(
      Object.fromEntries(shown.map(({ name }) => [name, defaultOf(name)])),
    );
  });

  it('sets what has no default and is needed', () => {
    expect(entries.filter(({ commented }) => !commented).map(({ name }) => name)).toEqual([
      'DATABASE_URL',
      'AWS_REGION',
    ]);
  });
});
