import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScratchCopy } from '@decouple/scratch-copy';
import Table from 'cli-table3';
import { mutate, type Mutation } from './mutation';
import { MUTATIONS } from './mutations';
import { runTests } from './run-tests';

interface Outcome {
  readonly mutation: Mutation;
  /** The test that noticed; undefined: the sabotage survived. */
  readonly noticedBy: string | undefined;
  readonly seconds: number;
}

const USAGE = `Usage: npm run mutations -- [<part of a name> ...]

Runs the mutations whose names contain a part; all of them when none is given.

Exit codes: 0 every mutation was noticed, 1 one survived, 2 wrong usage, or the tests are red without any mutation.
`;

const WORKSPACE = resolve(__dirname, '../../..');

/** `npm run mutations`: breaks each promise of the delivery code in turn and shows which test notices. */
async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  if (wanted[0] === '--help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const unknown = wanted.filter((part) => !MUTATIONS.some(({ name }) => name.includes(part)));
  if (unknown.length > 0) {
    process.stderr.write(`No mutation has "${unknown.join('" or "')}" in its name.\n\n${USAGE}`);
    return 2;
  }
  const mutations = MUTATIONS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const copy = ScratchCopy.of(WORKSPACE);
  try {
    await expectGreen(copy, mutations);
    const outcomes: Outcome[] = [];
    for (const mutation of mutations) {
      const outcome = await tryOut(copy, mutation);
      outcomes.push(outcome);
      const verdict = outcome.noticedBy === undefined ? 'SURVIVED' : 'noticed ';
      console.log(`${String(outcomes.length).padStart(2)}/${mutations.length} ${verdict} ${mutation.name}`);
    }
    print(outcomes);
    return outcomes.every(({ noticedBy }) => noticedBy !== undefined) ? 0 : 1;
  } finally {
    copy.remove();
  }
}

/** A test that is red anyway would notice everything. */
async function expectGreen(copy: ScratchCopy, mutations: readonly Mutation[]): Promise<void> {
  const projects = new Map(mutations.flatMap((m) => m.projects).map((project) => [JSON.stringify(project), project]));
  console.log(`Running the ${projects.size} groups of tests without any sabotage first …`);
  for (const project of projects.values()) {
    const { red } = await runTests(copy.folder, project);
    if (red.length > 0) throw new Error(`The tests of ${project.folder} are red without any sabotage: ${red[0] ?? ''}`);
  }
}

async function tryOut(copy: ScratchCopy, mutation: Mutation): Promise<Outcome> {
  const path = join(copy.folder, mutation.file);
  const original = readFileSync(path, 'utf8');
  const startedAt = performance.now();
  writeFileSync(path, mutate(original, mutation));
  try {
    let noticedBy: string | undefined;
    for (const project of mutation.projects) {
      noticedBy ??= (await runTests(copy.folder, project)).red[0];
    }
    return { mutation, noticedBy, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    writeFileSync(path, original);
  }
}

function print(outcomes: readonly Outcome[]): void {
  const table = new Table({
    head: ['sabotage', 'noticed by', 's'],
    colWidths: [46, 70, 6],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { mutation, noticedBy, seconds } of outcomes) {
    table.push([mutation.name, noticedBy ?? 'NO TEST', seconds.toFixed(0)]);
  }
  const survivors = outcomes.filter(({ noticedBy }) => noticedBy === undefined).length;
  console.log(
    `${table.toString()}\n${outcomes.length} sabotages, ${outcomes.length - survivors} noticed, ${survivors} survived`,
  );
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  },
);
