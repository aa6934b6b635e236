/** Projects that are run, never imported. */
export const WITHOUT_ENTRY_POINT: readonly string[] = [
  'web',
  'system-e2e',
  'demo',
  'one-process',
  'ops',
  'boundaries',
  'contract-tools',
  'generators',
  'mutations',
  'package-trial',
  'chaos',
  'bench',
  'simulation',
];
