import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { isPortFree } from '../ports/free-port';
import { isProcessAlive } from '../process/process-alive';
import { childrenOf } from '../process/process-table';
import { PostgresServer } from './postgres-server';
import { serverAccount } from './server-account';

async function query(url: string, sql: string): Promise<Array<Record<string, unknown>>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('PostgresServer', () => {
  const folder = temporaryFolder('decouple-postgres-');
  const steps: string[] = [];
  // durable, as everywhere but in throwaway tests: what these tests promise includes a crash
  const server = new PostgresServer({ dataDir: join(folder.path, 'data'), onProgress: (step) => steps.push(step) });

  beforeAll(() => server.start());
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('tells that it creates its data folder on the first start', () => {
    expect(steps).toEqual(['creating the PostgreSQL data folder (first start only)', 'starting PostgreSQL']);
  });

  it('is a durable PostgreSQL 18 on loopback with 200 connections', async () => {
    const settings = "'server_version', 'listen_addresses', 'max_connections', 'fsync', 'unix_socket_directories'";
    const rows = await query(server.url(), `select name, setting from pg_settings where name in (${settings})`);
    expect(Object.fromEntries(rows.map((row) => [row['name'], row['setting']]))).toEqual({
      server_version: expect.stringMatching(/^18\./) as string,
      listen_addresses: '127.0.0.1',
      max_connections: '200',
      fsync: 'on',
      unix_socket_directories: '',
    });
  });

  it('creates a database once, however often it is asked', async () => {
    const urls = await Promise.all([server.createDatabase('asked-often'), server.createDatabase('asked-often')]);
    expect(new Set(urls).size).toBe(1);
    await expect(query(urls[0] ?? '', 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('keeps port and data over a restart', async () => {
    const { port } = server;
    const url = await server.createDatabase('restarted');
    await query(url, 'create table kept as select 7 as value');
    await server.restart();
    expect(server.port).toBe(port);
    await expect(query(url, 'select value from kept')).resolves.toEqual([{ value: 7 }]);
  });

  it('leaves no process when it is killed, and has everything committed when it starts again', async () => {
    const url = await server.createDatabase('killed');
    await query(url, 'create table kept as select 8 as value');
    const processes = [server.pid ?? 0, ...childrenOf(server.pid ?? 0)];
    expect(processes.length).toBeGreaterThan(3);
    await server.kill();
    expect(processes.filter(isProcessAlive)).toEqual([]);
    await expect(isPortFree(server.port)).resolves.toBe(true);
    await server.start();
    await expect(query(url, 'select value from kept')).resolves.toEqual([{ value: 8 }]);
  });

  it('starts although the process id in a stale lock file belongs to another program now', async () => {
    await server.kill();
    const lock = join(server.dataDir, 'postmaster.pid');
    const stranger = spawn('/bin/sh', ['-c', 'read -r _'], {
      ...serverAccount(),
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    try {
      writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));
      await server.start();
      expect(server.running).toBe(true);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.stdin.end();
    }
  });

  it('refuses a second server on the same data and says which process has it', async () => {
    const second = new PostgresServer({ dataDir: join(folder.path, 'data') });
    await expect(second.start()).rejects.toThrow(
      `PostgreSQL (process ${server.pid}) already runs on ${server.dataDir}`,
    );
    expect(server.running).toBe(true);
  });

  it('explains a failed start with the end of its log', async () => {
    await server.stop();
    const refused = new PostgresServer({ dataDir: join(folder.path, 'data'), settings: { max_wal_size: 'nonsense' } });
    await expect(refused.start()).rejects.toThrow(/ended with exit code 1[\s\S]*max_wal_size/);
    await server.start();
  });
});
