import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, WORKSPACE_ROOT } from '@decouple/local-infra';
import { burst } from './benches/burst';
import { compare } from './benches/compare';
import { journey } from './benches/journey';
import { scale } from './benches/scale';
import { acceptTurn } from './benches/accept';
import { drainTurn } from './benches/drain';
import { type BenchSettings, readSettings, USAGE, UsageError } from './settings/bench-settings';
import { Stage } from './system/stage';

/** `npm run bench -- accept`: measures on its own PostgreSQL and SQS servers, and deletes them afterwards. */
async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) return void process.stdout.write(USAGE);
  requireBundles();
  const folder = temporaryFolder('decouple-bench-');
  try {
    const stage = await Stage.open(folder.path);
    try {
      await run(stage, settings);
    } finally {
      await stage.close();
    }
  } finally {
    folder.remove();
  }
}

async function run(stage: Stage, settings: BenchSettings): Promise<void> {
  switch (settings.bench) {
    case 'accept':
      return compare(stage, settings, acceptTurn);
    case 'drain':
      return compare(stage, settings, drainTurn);
    case 'journey':
      return journey(stage, settings);
    case 'burst':
      return burst(stage, settings);
    case 'scale':
      return scale(stage, settings);
  }
}

/** The benches measure the bundles that ship. */
function requireBundles(): void {
  for (const application of ['customer-api', 'sales-worker']) {
    if (existsSync(join(WORKSPACE_ROOT, 'dist/apps', application, 'main.js'))) continue;
    throw new UsageError(`dist/apps/${application} is missing. Build first: npx nx run-many -t build`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
