import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeServerFolder } from './data-folder';
import { runProgram } from './run-program';
import type { ServerAccount } from './server-account';

export interface InitializeOptions {
  readonly initdb: string;
  readonly dataDir: string;
  readonly account: ServerAccount | undefined;
  readonly password: string;
  readonly durable: boolean;
}

export const isInitialized = (dataDir: string): boolean => existsSync(join(dataDir, 'PG_VERSION'));

/**
 * Makes a new PostgreSQL data folder. It appears complete or not at all: an interrupted initdb leaves only a folder
 * of another name, which the next one clears away.
 */
export async function initializeData(options: InitializeOptions): Promise<void> {
  const { dataDir, account, password, durable } = options;
  removeUnfinished(dataDir);
  const unfinished = `${dataDir}.unfinished-${process.pid}`;
  makeServerFolder(unfinished, account);
  const secret = passwordFile(password, account);
  try {
    await runProgram(options.initdb, initdbArguments(unfinished, secret, durable), account);
    if (existsSync(dataDir)) rmdirSync(dataDir); // an empty folder may exist; a full one contains data
    renameSync(unfinished, dataDir);
  } finally {
    rmSync(dirname(secret), { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function initdbArguments(folder: string, secret: string, durable: boolean): string[] {
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`];
  return ['--pgdata', folder, ...access, '--encoding=UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])];
}

/** A file rather than an argument: arguments are visible to every user of the machine. */
function passwordFile(password: string, account: ServerAccount | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'initdb-'));
  const file = join(folder, 'password');
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  if (account) for (const path of [folder, file]) chownSync(path, account.uid, account.gid);
  return file;
}

function removeUnfinished(dataDir: string): void {
  const prefix = `${basename(dataDir)}.unfinished-`;
  for (const name of readdirSync(dirname(dataDir)).filter((entry) => entry.startsWith(prefix)))
    rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
}
