import { changesOf, workspaceTree } from '../testing/workspace-tree';
import { generateAdapter } from './adapter.generator';

describe('the adapter generator', () => {
  it('creates a project for a technology that is new to the context, and makes it known', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'OutboxStore', technology: 'redis' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).sort()).toEqual([
      'libs/messaging/redis/jest.config.cjs',
      'libs/messaging/redis/package.json',
      'libs/messaging/redis/src/index.ts',
      'libs/messaging/redis/src/outbox-store/redis-outbox-store.spec.ts',
      'libs/messaging/redis/src/outbox-store/redis-outbox-store.ts',
      'libs/messaging/redis/tsconfig.json',
      'libs/messaging/redis/tsconfig.lib.json',
      'libs/messaging/redis/tsconfig.spec.json',
      'tools/boundaries/eslint/adapter-technologies.json',
      'tsconfig.json',
    ]);
    expect(JSON.parse(changes['tools/boundaries/eslint/adapter-technologies.json']!)).toContain('redis');
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
    generateAdapter(tree, { port: 'OutboxStore', technology: 'redis' });
    generateAdapter(tree, { port: 'AttemptStore', technology: 'redis' });

    expect(tree.read('libs/messaging/redis/src/index.ts', 'utf8')).toBe(
      "export { RedisOutboxStore } from './outbox-store/redis-outbox-store';\n" +
        "export { RedisAttemptStore } from './attempt-store/redis-attempt-store';\n",
    );
  });

  it('does not overwrite what it generated before', () => {
    const tree = workspaceTree();
    generateAdapter(tree, { port: 'OutboxStore', technology: 'redis' });

    expect(() => generateAdapter(tree, { port: 'OutboxStore', technology: 'redis' })).toThrow('exist already');
  });

  it.each([
    [{ port: 'Nothing', technology: 'redis' }, 'There is no port Nothing; those with a contract suite are'],
    [{ port: 'Clock', technology: 'redis' }, 'The port Clock has no contract suite'],
    [{ port: 'OutboxStore', technology: 'Red is' }, '"Red is" cannot be a technology'],
    [{ port: 'OutboxStore', technology: 'domain' }, '"domain" is not a technology to write an adapter for'],
    [{ port: '', technology: 'redis' }, '"" cannot be the name of a port'],
  ])('refuses %j and changes nothing', (options, message) => {
    const tree = workspaceTree();

    expect(() => generateAdapter(tree, options)).toThrow(message);
    expect(changesOf(tree)).toEqual({});
  });
});
