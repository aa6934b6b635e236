import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import ts from 'typescript';

const CODE_BLOCK = /```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)```/g;

/** A folder from which the workspace's packages resolve. Nothing is written to it. */
const FOLDER = join(workspaceRoot, 'tools/boundaries/src/guide');

/** The code blocks of a guide by file name. A block is a file if its first line is a comment with a file name. */
export function filesIn(markdown: string): ReadonlyMap<string, string> {
  return new Map([...markdown.matchAll(CODE_BLOCK)].map(([, name = '', code = '']) => [name, code]));
}

/** Type errors in the code blocks of a guide. */
export function typeErrorsIn(markdown: string): string[] {
  const files = new Map([...filesIn(markdown)].map(([name, code]) => [join(FOLDER, name), code]));
  if (files.size === 0) throw new Error('The guide has no code block with a file name.');
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { directoryExists, fileExists, readFile } = host;
  host.directoryExists = (path) => path === FOLDER || directoryExists?.(path) === true;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, languageVersion, ...rest) => {
    const code = files.get(path);
    return code === undefined
      ? getSourceFile(path, languageVersion, ...rest)
      : ts.createSourceFile(path, code, languageVersion);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(path)).map(({ file, messageText, start = 0 }) => {
      // From 1, and after the comment with the file's name.
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 2;
      return `${path.slice(FOLDER.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    }),
  );
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(workspaceRoot, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workspaceRoot);
  return { ...options, composite: false, declaration: false, declarationMap: false, noEmit: true };
}
