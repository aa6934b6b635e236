import type { Tree } from '@nx/devkit';
import { GeneratorInputError } from '../generator-input.error';
import { type Names, namesOf } from '../names/names';
import { createFiles } from '../source/create-files';
import { addExport, addImport, addMember, addToArray, addToReturned } from '../source/source-edits';
import { type Context, CONTEXTS } from './context';
import { contractFile, inMemoryFile, inMemorySpec, portFile } from './port.templates';
import { decidingSpec, decidingUseCase, keepingSpec, keepingUseCase } from './use-case.templates';

export interface UseCaseOptions {
  readonly name: string;
  readonly context: 'payments' | 'sales';
  /** A new port. */
  readonly port?: string;
}

/**
 * @returns what to do next
 * @throws GeneratorInputError for a name that is none, or something that exists
 * @throws AnchorMissingError when a file to wire looks different than expected
 */
export function generateUseCase(tree: Tree, options: UseCaseOptions): string {
  const useCase = namesOf(options.name, 'the name of a use case', 'cancel-payment');
  if (!Object.hasOwn(CONTEXTS, options.context)) {
    throw new GeneratorInputError(
      `There is no context ${JSON.stringify(options.context)}; there are ${Object.keys(CONTEXTS).join(' and ')}.`,
    );
  }
  const context = CONTEXTS[options.context];
  const port = options.port === undefined ? undefined : namesOf(options.port, 'the name of a port', 'payment-flags');
  if (port?.kebab === useCase.kebab) {
    throw new GeneratorInputError(
      `"${useCase.kebab}" cannot be both: a use case is named by a verb (flag-payment), a port by a noun (payment-flags).`,
    );
  }
  createFiles(tree, { ...useCaseFiles(context, useCase, port), ...(port ? portFiles(context, useCase, port) : {}) });
  addExport(tree, `${context.source}/index.ts`, `./${useCase.kebab}/${useCase.kebab}.use-case`, [
    useCase.pascal,
    `type ${useCase.pascal}Input`,
    ...(port ? [] : [`type ${useCase.pascal}Result`]),
  ]);
  if (port) exportPort(tree, context, useCase, port);
  wire(tree, context, useCase, port);
  return nextStep(context, useCase, port);
}

function useCaseFiles({ source }: Context, useCase: Names, port: Names | undefined): Record<string, string> {
  const path = `${source}/${useCase.kebab}/${useCase.kebab}.use-case`;
  return port
    ? { [`${path}.ts`]: keepingUseCase(useCase, port), [`${path}.spec.ts`]: keepingSpec(useCase, port) }
    : { [`${path}.ts`]: decidingUseCase(useCase), [`${path}.spec.ts`]: decidingSpec(useCase) };
}

function portFiles({ source }: Context, useCase: Names, port: Names): Record<string, string> {
  return {
    [`${source}/${useCase.kebab}/${port.kebab}.port.ts`]: portFile(port),
    [`${source}/in-memory/in-memory-${port.kebab}.ts`]: inMemoryFile(useCase, port),
    [`${source}/in-memory/in-memory-${port.kebab}.spec.ts`]: inMemorySpec(port),
    [`${source}/testing/${port.kebab}.contract.ts`]: contractFile(useCase, port),
  };
}

function exportPort(tree: Tree, { source }: Context, useCase: Names, { kebab, pascal }: Names): void {
  addExport(tree, `${source}/index.ts`, `./${useCase.kebab}/${kebab}.port`, [`type ${pascal}`, `type ${pascal}Entry`]);
  addExport(tree, `${source}/in-memory/index.ts`, `./in-memory-${kebab}`, [`InMemory${pascal}`]);
  addExport(tree, `${source}/testing/index.ts`, `./${kebab}.contract`, [
    `describe${pascal}Contract`,
    `type ${pascal}Subject`,
  ]);
}

function wire(tree: Tree, { composition, domain, module }: Context, useCase: Names, port: Names | undefined): void {
  const modulePath = `${composition}/${module}`;
  addImport(tree, modulePath, domain, useCase.pascal, 'value');
  const mark = `provide: ${useCase.pascal},`;
  if (port === undefined) {
    const provider = `{ provide: ${useCase.pascal}, useFactory: () => new ${useCase.pascal}(clock) }`;
    addToArray(tree, modulePath, 'providers', provider, mark);
    return;
  }
  // Optional in the store: one that has no durable adapter of it yet offers no use case of it either.
  const field = `store.${port.camel}`;
  const provider =
    `...(${field} === undefined ? [] : ` +
    `[{ provide: ${useCase.pascal}, useValue: new ${useCase.pascal}(${field}, clock) }])`;
  addToArray(tree, modulePath, 'providers', provider, mark);
  const storePath = `${composition}/store.ts`;
  addImport(tree, storePath, domain, port.pascal, 'type');
  addMember(
    tree,
    storePath,
    'Store',
    port.camel,
    `/** Absent where it has no adapter; then its use case is not offered. */\nreadonly ${port.camel}?: ${port.pascal};`,
  );
  const memoryPath = `${composition}/memory-store.ts`;
  addImport(tree, memoryPath, `${domain}/in-memory`, `InMemory${port.pascal}`, 'value');
  addToReturned(tree, memoryPath, 'memoryStore', port.camel, `new InMemory${port.pascal}()`);
}

function nextStep({ composition, source }: Context, useCase: Names, port: Names | undefined): string {
  const rule = `Next: write the rule of ${useCase.pascal} in ${source}/${useCase.kebab}/${useCase.kebab}.use-case.ts`;
  return port === undefined
    ? `${rule}, test first, and inject ${useCase.pascal} where it is asked for.`
    : `${rule} and what ${port.pascal} promises in its contract suite. The memory store offers it now; the PostgreSQL ` +
        `store does when ${composition}/postgres-store.ts returns an adapter as \`${port.camel}\`. Begin that with: ` +
        `npx nx g @decouple/tools:adapter ${port.pascal} postgres`;
}
