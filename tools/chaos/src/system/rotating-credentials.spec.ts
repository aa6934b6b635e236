import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@decouple/local-infra';
import { TAP_ACCESS_KEY } from './queues';
import { RotatingCredentials } from './rotating-credentials';

describe('RotatingCredentials', () => {
  const folder = temporaryFolder('decouple-credentials-');
  afterAll(() => folder.remove());

  it('writes a new key, and has the old one refused after the overlap', async () => {
    const accepted: (readonly string[])[] = [];
    const credentials = new RotatingCredentials(join(folder.path, 'credentials'), {
      acceptOnly: (keys) => accepted.push(keys),
    });
    await credentials.rotate(0, new AbortController().signal);

    expect(readFileSync(credentials.file, 'utf8')).toContain('aws_access_key_id = CHAOSKEY1\n');
    expect(accepted).toEqual([
      ['CHAOSKEY0', TAP_ACCESS_KEY],
      ['CHAOSKEY0', 'CHAOSKEY1', TAP_ACCESS_KEY],
      ['CHAOSKEY1', TAP_ACCESS_KEY],
    ]);
  });
});
