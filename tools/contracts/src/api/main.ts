import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents';
import { WORKSPACE } from '../workspace';

/** `npx nx run customer-api:documents`: writes every document that derives from the API's controllers and DTOs. */
async function main(): Promise<void> {
  const files = await documents();
  for (const [path, content] of files) writeFileSync(join(WORKSPACE, path), content);
  console.log(`Written from the controllers and DTOs of customer-api: ${[...files.keys()].join(', ')}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
