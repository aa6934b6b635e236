import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCTION_FLAGS } from '@decouple/local-infra';
import { workspaceRoot } from '@nx/devkit';
import { parse } from 'yaml';
import { beyondEveryBuilder, effectiveInstructions, parseStages } from './dockerfile';

interface Service {
  readonly image?: string;
  readonly build?: { readonly target: string };
  readonly environment?: Record<string, string>;
  readonly healthcheck?: { readonly test: string[] };
  readonly ports?: string[];
  readonly depends_on?: Record<string, { condition: string }>;
}

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const stages = parseStages(read('Dockerfile'));
const APPS = ['customer-api', 'sales-worker'];

const lastValue = (stage: string, keyword: string): string | undefined =>
  effectiveInstructions(stages, stage).findLast((instruction) => instruction.keyword === keyword)?.value;

describe.each(APPS)('the image of %s', (app) => {
  it('is a stage of the Dockerfile, and the compose file builds it', () => {
    expect(stages.map(({ name }) => name)).toContain(app);
    expect(services[app]?.build?.target).toBe(app);
  });

  it('does not run as root', () => {
    expect(lastValue(app, 'USER')).toBe('node');
  });

  it('starts Node itself, which then receives the signal to stop, with the flags that are measured and tested', () => {
    expect(JSON.parse(lastValue(app, 'CMD') ?? '')).toEqual(['node', ...PRODUCTION_FLAGS, 'main.js']);
    expect(lastValue(app, 'STOPSIGNAL')).toBe('SIGTERM');
  });

  it('asks the app whether it is ready', () => {
    const [, command = ''] = (lastValue(app, 'HEALTHCHECK') ?? '').split(' CMD ');
    const [node, flag, script] = JSON.parse(command) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(script).toContain('/health/ready');
    expect(() => new Function(script ?? '(')).not.toThrow();
  });

  it('contains what the build leaves in dist, and nothing of the sources', () => {
    const copied = effectiveInstructions(stages, app).filter(({ keyword }) => keyword === 'COPY');
    expect(copied.map(({ value }) => value)).toEqual([expect.stringContaining(`/dist/apps/${app} ./`)]);
  });
});

describe('the Dockerfile', () => {
  it('asks for nothing that only some builders have', () => {
    expect(beyondEveryBuilder(read('Dockerfile'))).toEqual([]);
  });

  it('installs packages from the manifests alone, so that a change of code reuses them', () => {
    const copied = (stage: string) =>
      effectiveInstructions(stages, stage)
        .filter(({ keyword }) => keyword === 'COPY')
        .map(({ value }) => value);
    expect(copied('dependencies')).toEqual(['--from=manifests /workspace ./']);
  });
});

describe('the compose file', () => {
  it.each(APPS)('publishes the management API of %s, for npm run ops', (app) => {
    const { environment, ports } = services[app] ?? {};
    expect(environment).toMatchObject({ MANAGEMENT_HOST: '0.0.0.0' });
    const port = environment?.['MANAGEMENT_PORT'];
    expect(ports).toContain(`127.0.0.1:${port}:${port}`);
  });

  it('starts both apps, the database and the queues', () => {
    expect(Object.keys(services).sort()).toEqual(['customer-api', 'postgres', 'sales-worker', 'sqs']);
  });

  it.each(APPS)('starts %s when the database and the queues are healthy', (app) => {
    expect(services[app]?.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      sqs: { condition: 'service_healthy' },
    });
  });

  it('knows for every service whether it is healthy', () => {
    const unknown = Object.entries(services).filter(
      ([name, { build, healthcheck }]) => !(build ? lastValue(name, 'HEALTHCHECK') : healthcheck?.test),
    );
    expect(unknown).toEqual([]);
  });

  it("publishes ports on this machine's own address only", () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('pins every image', () => {
    const images = Object.values(services).flatMap(({ image }) => image ?? []);
    expect(images.filter((image) => !/:\d/.test(image))).toEqual([]);
  });

  it.each(APPS)('and the image give %s variables that .env.example explains', (app) => {
    const inImage = effectiveInstructions(stages, app)
      .filter(({ keyword }) => keyword === 'ENV')
      .flatMap(({ value }) => [...value.matchAll(/(\w+)=/g)].map(([, name = '']) => name))
      .filter((name) => name !== 'NODE_OPTIONS');
    const used = [...Object.keys(services[app]?.environment ?? {}), ...inImage];
    expect(used).toContain('DATABASE_URL');
    expect(existsSync(join(workspaceRoot, '.env.example'))).toBe(true);
    const explained = [...read('.env.example').matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(used.filter((name) => !explained.includes(name))).toEqual([]);
  });
});
