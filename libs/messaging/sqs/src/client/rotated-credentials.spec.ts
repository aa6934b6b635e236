import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchAnswer, FakeSqsServer, sqsError } from '../testing/fake-sqs-server';
import { openTransport } from '../testing/open-transport';
import { ReloadingCredentials } from './reloading-credentials';
import type { SqsTransport } from './sqs-transport';

const QUEUE_URL = 'http://sqs.invalid/000000000000/orders';
const VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONFIG_FILE',
  'AWS_EC2_METADATA_DISABLED',
] as const;

describe('credentials in a file that is replaced while the process runs', () => {
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  let folder: string;
  let sqs: FakeSqsServer;
  let transport: SqsTransport;
  let accepted: string;
  let refusal: string;

  const replaceFile = (key: string): void =>
    writeFileSync(
      process.env['AWS_SHARED_CREDENTIALS_FILE']!,
      `[default]\naws_access_key_id = ${key}\naws_secret_access_key = secret-of-${key}\n`,
    );

  const actions = {
    'a receive': () => transport.send('ReceiveMessage', { QueueUrl: QUEUE_URL }),
    'a batch that is sent': () =>
      transport.send('SendMessageBatch', { QueueUrl: QUEUE_URL, Entries: [{ Id: '0', MessageBody: '{}' }] }),
    'a management call': () => transport.send('GetQueueUrl', { QueueName: 'orders' }),
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rotated-credentials-'));
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials');
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
    accepted = 'OLDKEY';
    refusal = 'InvalidClientTokenId';
    replaceFile('OLDKEY');
    sqs = await FakeSqsServer.start((call) => {
      if (call.accessKeyId !== accepted) return sqsError(refusal, 403);
      return call.action === 'SendMessageBatch' ? batchAnswer(call, () => undefined) : { body: {} };
    });
    transport = openTransport(sqs.endpoint, { credentials: ReloadingCredentials.ofAwsChain('eu-central-1') });
  });

  afterEach(() => {
    transport.close();
    sqs.close();
    rmSync(folder, { recursive: true });
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  describe.each(Object.entries(actions))('%s', (_title, act) => {
    it.each([
      'AccessDenied',
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidClientTokenId',
      'SignatureDoesNotMatch',
      'UnrecognizedClientException',
    ])('uses the new key after the old one was refused with %s', async (code) => {
      refusal = code;
      await act();
      replaceFile('NEWKEY');
      accepted = 'NEWKEY';

      await expect(act()).resolves.toBeDefined();
      expect(sqs.calls.at(-1)).toMatchObject({ accessKeyId: 'NEWKEY' });
    });
  });

  it('uses the new key for all calls after one of them was refused', async () => {
    await actions['a receive']();
    replaceFile('NEWKEY');
    accepted = 'NEWKEY';
    await actions['a management call']();
    const refused = sqs.calls.filter(({ accessKeyId }) => accessKeyId === 'OLDKEY').length;
    await actions['a receive']();
    await actions['a batch that is sent']();

    expect(sqs.calls.filter(({ accessKeyId }) => accessKeyId === 'OLDKEY')).toHaveLength(refused);
  });

  it('throws the refusal while the file holds the old key', async () => {
    accepted = 'NEWKEY';

    await expect(actions['a receive']()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });
});
