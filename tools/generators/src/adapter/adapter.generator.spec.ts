import { readJson } from '@nx/devkit';
import { changesOf, workspaceTree } from '../testing/workspace-tree';
import { generateAdapter } from './adapter.generator';

describe('the adapter generator', () => {
  it('creates a project for a technology that is new to the context, and makes it known', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'OutboxStore', technology: 'imaginary' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).sort()).toEqual([
      'libs/messaging/imaginary/jest.config.cjs',
      'libs/messaging/imaginary/package.json',
      'libs/messaging/imaginary/src/index.ts',
      'libs/messaging/imaginary/src/outbox-store/imaginary-outbox-store.spec.ts',
      'libs/messaging/imaginary/src/outbox-store/imaginary-outbox-store.ts',
      'libs/messaging/imaginary/tsconfig.json',
      'libs/messaging/imaginary/tsconfig.lib.json',
      'libs/messaging/imaginary/tsconfig.spec.json',
      'tools/boundaries/eslint/adapter-technologies.json',
      'tsconfig.json',
    ]);
    expect(JSON.parse(changes['tools/boundaries/eslint/adapter-technologies.json']!)).toContain('imaginary');
  });

  it.each([
    ['OutboxStore', 'messaging', ['scope:messaging', 'type:adapter', 'messaging:adapter']],
    ['PaymentStore', 'payments', ['scope:payments', 'type:adapter']],
  ])('tags an adapter project of %s like those of its context', (port, scope, tags) => {
    const tree = workspaceTree();
    generateAdapter(tree, { port, technology: 'imaginary' });

    expect(readJson<{ nx: unknown }>(tree, `libs/${scope}/imaginary/package.json`).nx).toMatchObject({ tags });
  });

  it('refuses by every method of the port', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'payment-store', technology: 'dynamodb' });
    const source = tree.read('libs/payments/dynamodb/src/payment-store/dynamodb-payment-store.ts', 'utf8');

    for (const method of ['add', 'find', 'list', 'change']) expect(source).toContain(`throw unwritten('${method}')`);
  });

  it('refuses by the properties of the port, too', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'MessageSource', technology: 'kafka' });

    expect(tree.read('libs/messaging/kafka/src/message-source/kafka-message-source.ts', 'utf8')).toContain(
      "get queue(): MessageSource['queue']",
    );
  });

  it('adds a second adapter to the project of its technology', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'OutboxStore', technology: 'imaginary' });
    generateAdapter(tree, { port: 'AttemptStore', technology: 'imaginary' });

    expect(tree.read('libs/messaging/imaginary/src/index.ts', 'utf8')).toBe(
      "export { ImaginaryOutboxStore } from './outbox-store/imaginary-outbox-store';\n" +
        "export { ImaginaryAttemptStore } from './attempt-store/imaginary-attempt-store';\n",
    );
  });

  it('does not overwrite what it generated before', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'OutboxStore', technology: 'imaginary' });

    expect(() => generateAdapter(tree, { port: 'OutboxStore', technology: 'imaginary' })).toThrow('exist already');
  });

  it.each([
    [{ port: 'Nothing', technology: 'imaginary' }, 'There is no port Nothing; those with a contract suite are'],
    [{ port: 'Clock', technology: 'imaginary' }, 'The port Clock has no contract suite'],
    [{ port: 'OutboxStore', technology: 'Red is' }, '"Red is" cannot be a technology'],
    [{ port: 'OutboxStore', technology: 'domain' }, '"domain" is not a technology to write an adapter for'],
    [{ port: 'OutboxStore', technology: 'management' }, '"management" is not a technology to write an adapter for'],
    [{ port: '', technology: 'imaginary' }, '"" cannot be the name of a port'],
  ])('refuses %j and changes nothing', (options, message) => {
    const tree = workspaceTree();

    expect(() => generateAdapter(tree, options)).toThrow(message);
    expect(changesOf(tree)).toEqual({});
  });
});
