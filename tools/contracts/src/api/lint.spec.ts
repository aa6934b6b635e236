import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKSPACE } from '../workspace';
import { OPENAPI, runPackage } from './packages';

interface Operation {
  operationId?: string;
  summary?: string;
  requestBody: { content: Record<string, { examples: Record<string, { value: { amount: { value: unknown } } }> }> };
  responses: Record<string, unknown>;
}

interface OpenApiDocument {
  servers?: unknown;
  paths: { '/v1/payments': { get: Operation; post: Operation } };
}

const lint = (file: string) =>
  runPackage('@redocly/cli', 'bin/cli.js', ['lint', file, '--config', join(__dirname, '../../redocly.yaml')]);

describe('the OpenAPI document under the linter', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'decouple-lint-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('has neither errors nor warnings', () => {
    const { printed, succeeded } = lint(join(WORKSPACE, OPENAPI));

    expect({ printed, succeeded }).toEqual({ succeeded: true, printed: expect.stringContaining('is valid') as string });
    expect(printed).not.toMatch(/warning|error/i);
  });

  it.each<[string, string, (document: OpenApiDocument) => void]>([
    ['an operation without a summary', 'operation-summary', ({ paths }) => delete paths['/v1/payments'].get.summary],
    [
      'an operation without its own id',
      'operation-operationId',
      ({ paths }) => delete paths['/v1/payments'].get.operationId,
    ],
    ['no server', 'no-empty-servers', (document) => delete document.servers],
    [
      'an example that breaks its schema',
      'no-invalid-media-type-examples',
      ({ paths }) => {
        const { examples } = paths['/v1/payments'].post.requestBody.content['application/json']!;
        examples['card']!.value.amount.value = 4999;
      },
    ],
    [
      'a response that is not OpenAPI',
      'struct',
      ({ paths }) => (paths['/v1/payments'].get.responses['200'] = { hello: 1 }),
    ],
  ])('is refused with %s', (_case, rule, spoil) => {
    const document = JSON.parse(readFileSync(join(WORKSPACE, OPENAPI), 'utf8')) as OpenApiDocument;
    spoil(document);
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    const { printed, succeeded } = lint(join(folder, 'openapi.json'));

    expect({ succeeded, printed }).toEqual({ succeeded: false, printed: expect.stringContaining(rule) as string });
  });
});
