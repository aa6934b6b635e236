import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WORKSPACE } from '../workspace';
import { documents, SCHEMAS } from './documents';

/** `npx nx run contracts:documents`: writes every document that derives from the contract classes. */
async function main(): Promise<void> {
  const files = await documents();
  for (const [path, content] of files) {
    mkdirSync(dirname(join(WORKSPACE, path)), { recursive: true });
    writeFileSync(join(WORKSPACE, path), content);
  }
  // A message that was renamed before its release leaves its old schema.
  for (const name of readdirSync(join(WORKSPACE, SCHEMAS))) {
    if (!files.has(`${SCHEMAS}/${name}`)) rmSync(join(WORKSPACE, SCHEMAS, name));
  }
  console.log(`${files.size} documents written from the classes of libs/contracts.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
