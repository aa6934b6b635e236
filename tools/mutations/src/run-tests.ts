import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Project } from './mutation';

export interface TestRun {
  /** Titles of the tests that went red; one line saying why when the run itself failed. */
  readonly red: readonly string[];
}

/** A sabotaged loop may never end; no suite here takes a quarter of this. */
const LONGEST_RUN_MILLISECONDS = 120_000;

interface JestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs a project's specs in the scratch copy. */
export async function runTests(workspace: string, { folder, specs }: Project): Promise<TestRun> {
  const { output, timedOut } = await jest(workspace, [
    ...['-c', join(folder, 'jest.config.cjs'), '--json', '--silent', '--bail=1', '--forceExit'],
    ...(specs === '' ? [] : [specs]),
  ]);
  if (timedOut) return { red: ['the run did not end'] };
  const report = parseReport(output);
  if (report === undefined) return { red: ['the run broke off without a report'] };
  const red = report.testResults.flatMap(({ assertionResults, message }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return failed.length > 0 || assertionResults.length > 0
      ? failed
      : [`a suite cannot run: ${message.split('\n')[0] ?? ''}`];
  });
  return { red };
}

function parseReport(output: string): JestReport | undefined {
  const start = output.indexOf('{"num');
  return start < 0 ? undefined : (JSON.parse(output.slice(start)) as JestReport);
}

function jest(workspace: string, args: readonly string[]): Promise<{ output: string; timedOut: boolean }> {
  const program = join(workspace, 'node_modules/jest/bin/jest.js');
  const child = spawn(process.execPath, [program, ...args], { cwd: workspace, stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    let output = '';
    let timedOut = false;
    const deadline = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, LONGEST_RUN_MILLISECONDS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(deadline);
      resolve({ output, timedOut });
    });
  });
}
