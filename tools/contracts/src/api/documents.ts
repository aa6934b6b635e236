import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from './running-api';
import { CLIENT_TYPES, OPENAPI, runPackage } from './packages';

/** Generates every document that derives from the controllers and DTOs of customer-api, by its path in the workspace. */
export async function documents(): Promise<ReadonlyMap<string, string>> {
  const openApi = `${JSON.stringify(await describedApi(), undefined, 2)}\n`;
  return new Map([
    [OPENAPI, openApi],
    [CLIENT_TYPES, typesOf(openApi)],
  ]);
}

async function describedApi(): Promise<unknown> {
  const api = await startApi();
  try {
    return await (await fetch(`${api.url}/openapi.json`)).json();
  } finally {
    await api.close();
  }
}

function typesOf(openApi: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-openapi-'));
  try {
    const [document, types] = [join(folder, 'openapi.json'), join(folder, 'openapi.ts')];
    writeFileSync(document, openApi);
    const { printed, succeeded } = runPackage('openapi-typescript', 'bin/cli.js', [
      ...[document, '--output', types],
      '--immutable',
    ]);
    if (!succeeded) throw new Error(`The client's types cannot be generated:\n${printed}`);
    return readFileSync(types, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
