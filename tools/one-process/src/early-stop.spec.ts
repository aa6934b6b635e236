import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const WORKSPACE = resolve(__dirname, '../../..');
const LOADER = join(WORKSPACE, 'tools/build/swc-register.cjs');
const SIGNAL_WHILE_LOADING = join(WORKSPACE, 'libs/platform/src/testing/signal-while-loading.cjs');
const IN_MEMORY = { PAYMENT_STORE: 'memory', SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' };
const ANY_PORTS = { PORT: '0', MANAGEMENT_PORT: '0', API_MANAGEMENT_PORT: '0' };

jest.setTimeout(120_000);

describe('a SIGTERM while the modules of the program are being loaded', () => {
  it.each(['apps/customer-api/src/main.ts', 'apps/sales-worker/src/main.ts', 'tools/one-process/src/main.ts'])(
    'ends %s with 0, and it never serves',
    async (main) => {
      const child = spawn(process.execPath, ['-r', LOADER, '-r', SIGNAL_WHILE_LOADING, join(WORKSPACE, main)], {
        env: { ...process.env, ...IN_MEMORY, ...ANY_PORTS },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];

      expect({ code, signal }).toEqual({ code: 0, signal: null });
      expect(output).toContain('"msg":"stopped before the start was complete"');
      expect(output).not.toContain('"msg":"ready"');
    },
  );
});
