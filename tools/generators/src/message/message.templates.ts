import { EXAMPLE_ID, type Field, VALIDATION } from './fields';
import type { MessageName } from './message-name';

export function messageFile({ className, constant, fact, type }: MessageName, fields: readonly Field[]): string {
  const modules = new Map(fields.map(({ kind }) => [kind.module, kind.imports]));
  const rules = fields.filter(({ kind }) => kind.module === VALIDATION).flatMap(({ kind }) => kind.imports);
  modules.delete(VALIDATION);
  return `
import { ${[...new Set(rules), 'NestedObject'].sort().join(', ')} } from '${VALIDATION}';
import { Equals } from 'class-validator';
import { MessageEnvelope } from '../envelope/message-envelope';
${[...modules].map(([module, names]) => `import { ${names.join(', ')} } from '${module}';`).join('\n')}

export const ${constant} = '${type}';

export class ${className}Data {
${fields.map(({ kind, name }) => `  ${kind.decorator}\n  readonly ${name}!: ${kind.type};`).join('\n\n')}
}

/** A fact: ${fact.words}. */
export class ${className} extends MessageEnvelope {
  @Equals(${constant}, { message: \`must be "\${${constant}}"\` })
  override readonly type!: typeof ${constant};

  @NestedObject(() => ${className}Data)
  override readonly data!: ${className}Data;
}
`;
}

export function messageSpec({ className, constant, file }: MessageName, fields: readonly Field[]): string {
  return `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMessage } from '../parsing/parse-message';
import { ${constant}, ${className} } from './${file}';

const text = readFileSync(join(__dirname, \`../../examples/\${${constant}}.json\`), 'utf8');
const example = JSON.parse(text) as { readonly data: object };

describe(${constant}, () => {
  it('is read from its golden example', () => {
    expect(parseMessage(text)).toBeInstanceOf(${className});
  });

  it.each(${JSON.stringify(fields.map(({ name }) => name))})('is refused with an empty %s, by name', (field) => {
    const broken = { ...example, data: { ...example.data, [field]: '' } };

    expect(() => parseMessage(JSON.stringify(broken))).toThrow(\`#/data/\${field} must \`);
  });
});
`;
}

const SOURCES = { payments: '/decouple/customer-api', sales: '/decouple/sales-worker' } as const;

/** The golden example. */
export function messageExample({ context, fact, type }: MessageName, fields: readonly Field[]): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `${EXAMPLE_ID}:${fact.kebab.split('-').at(-1) ?? ''}`,
    source: SOURCES[context],
    type,
    time: '2026-11-22T10:15:30.123Z',
    subject: EXAMPLE_ID,
    datacontenttype: 'application/json',
    dataschema: `urn:decouple:schema:${type}`,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    correlationid: EXAMPLE_ID,
    data: Object.fromEntries(fields.map(({ kind, name }) => [name, kind.example])),
  });
}

/** Refuses for good: a handler that reported success without an effect would lose the message. */
export const consumerFile = ({ className, constant, fact, type }: MessageName): string => `
import { ${constant}, type ${className} } from '@decouple/contracts';
import { type HandlerResult, PermanentError } from '@decouple/messaging-core';
import { QueueConsumer } from '@decouple/messaging-nest';
import { EventPattern, Payload } from '@nestjs/microservices';

/** Facts: ${fact.words}. As long as no use case takes them they become dead letters, to be redriven once one does. */
@QueueConsumer()
export class ${className}Consumer {
  @EventPattern(${constant})
  handle(@Payload() { id }: ${className}): Promise<HandlerResult> {
    const detail = \`No use case takes ${type} yet: \${id} waits as a dead letter.\`;
    return Promise.reject(new PermanentError('handler-unwritten', detail));
  }
}
`;

export const consumerSpec = ({ className, file }: MessageName, consumer: string, subject: string): string => `
import type { ${className} } from '@decouple/contracts';
import { ${className}Consumer } from './${consumer}';

describe('${className}Consumer', () => {
  it('gives up at once, so that ${file} is kept as a dead letter, until a use case takes it', async () => {
    const message = { id: '${subject}' } as ${className};

    await expect(new ${className}Consumer().handle(message)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'handler-unwritten',
    });
  });
});
`;
