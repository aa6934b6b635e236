import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createProjectGraphAsync, workspaceRoot } from '@nx/devkit';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/**
 * Lints snippets as if they stood at the given paths, with the workspace's own configuration, and prints what the rules
 * said. A process of its own, because ESLint loads its configuration with import(), which Jest's module system forbids.
 *
 * stdin: { planted: [{ path, code, typed }], dependencies: { from: [to] } | null }
 * stdout, last line: [[{ line, rule, message }]]
 *
 * A planted path is in no tsconfig, which the type-aware parser refuses. Only `typed` snippets keep it; they must use
 * the path of a file that exists.
 */
const { planted, dependencies } = await json(process.stdin);
if (dependencies) await computeProjectGraph(dependencies);

const withTypes = new ESLint({ cwd: workspaceRoot });
const withoutTypes = new ESLint({ cwd: workspaceRoot, overrideConfig: tseslint.configs.disableTypeChecked });

const findings = [];
for (const { path, code, typed } of planted) {
  const [result] = await (typed ? withTypes : withoutTypes).lintText(code, { filePath: path });
  findings.push(result.messages.map(({ line, ruleId, message }) => ({ line, rule: ruleId ?? 'parser', message })));
}
process.stdout.write(`\n${JSON.stringify(findings)}\n`);

/**
 * The real projects and tags, but only the given dependencies between them: with today's imports in the graph, half of
 * the planted ones would be refused for closing a circle, and the constraint that should refuse them never asked.
 */
async function computeProjectGraph(dependencies) {
  await createProjectGraphAsync({ exitOnError: false });
  const file = join(process.env.NX_WORKSPACE_DATA_DIRECTORY, 'project-graph.json');
  const graph = JSON.parse(readFileSync(file, 'utf8'));
  graph.dependencies = Object.fromEntries(
    Object.keys(graph.nodes).map((source) => [
      source,
      (dependencies[source] ?? []).map((target) => ({ source, target, type: 'static' })),
    ]),
  );
  writeFileSync(file, JSON.stringify(graph));
}
