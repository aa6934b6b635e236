import type { Names } from '../names/names';
import type { Port } from './port';

/** Every member refuses: an adapter that pretended to keep something would lose it. */
export function adapterFile({ members, names, package: from }: Port, technology: Names): string {
  const name = technology.pascal + names.pascal;
  const body = members.map(({ kind, name: member }) => {
    const type = `${names.pascal}['${member}']`;
    const signature =
      kind === 'method' ? `${member}(..._: Parameters<${type}>): ReturnType<${type}>` : `get ${member}(): ${type}`;
    return `
  ${signature} {
    throw unwritten('${member}');
  }`;
  });
  return `
import type { ${names.pascal} } from '${from}';

const unwritten = (member: string): Error =>
  new Error(\`${name}.\${member} is not written yet: nothing was done. Use another adapter of ${names.pascal}.\`);

/** To become ${names.pascal} on ${technology.words}. It refuses everything until it is written, and no application names it. */
export class ${name} implements ${names.pascal} {${body.join('\n')}
}
`;
}

export function adapterSpec({ hasFeatures, members, names, package: from }: Port, technology: Names): string {
  const name = technology.pascal + names.pascal;
  const suite = `describe${names.pascal}Contract`;
  const features = hasFeatures ? ', {} as never' : '';
  return `
import { listPromises } from '@decouple/messaging-core/testing';
${from === '@decouple/messaging-core' ? '' : `import { ${suite} } from '${from}/testing';`}
import { ${name} } from './${technology.kebab}-${names.kebab}';

// With a subject in place of the refusal, and without \`listPromises\`, the suite is what the adapter must pass.
const noSubject = (): Promise<never> => Promise.reject(new Error('${name} is not written yet.'));
listPromises(() => ${suite}('${name}', noSubject${features}));

describe('${name}', () => {
  const adapter = new ${name}();

  // A member that is written turns this red: its name goes from the list, and with the last one this block.
  it.each(${JSON.stringify(members.map(({ name: member }) => member))} as const)('refuses %s instead of pretending, until it is written', (member) => {
    expect(() => (adapter[member] as () => unknown)()).toThrow(\`${name}.\${member} is not written yet\`);
  });
});
`.replace(
    `import { listPromises } from '@decouple/messaging-core/testing';\n\n`,
    `import { ${suite}, listPromises } from '@decouple/messaging-core/testing';\n`,
  );
}
