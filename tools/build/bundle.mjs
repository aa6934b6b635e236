import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import nodeVersion from './node-version.cjs';
import { shipPackages } from './ship-packages.mjs';

/**
 * Bundles what tsc emitted for an app into files that run without node_modules:
 *
 *   node bundle.mjs <entry.js> <outfile.js>
 *
 * From tsc's output, not from TypeScript: esbuild emits no decorator metadata, which Nest, TypeORM and class-validator
 * live on. Nothing is minified, so names stay readable; esbuild's `keepNames` would name every closure again each time it
 * is made, which took a tenth of the time of accepting a payment.
 */

/** Packages that find their own files by path, so that a copy inside the bundle finds nothing. Shipped beside it. */
const SHIPPED_BESIDE = ['@fastify/static', 'swagger-ui-dist'];

/** Optional integrations that Nest and pg load at run time. None is installed. */
const NOT_INSTALLED = [
  ...['@fastify/view', '@grpc/grpc-js', '@grpc/proto-loader', '@nestjs/platform-express', '@nestjs/websockets'],
  ...['amqp-connection-manager', 'amqplib', 'ioredis', 'kafkajs', 'mqtt', 'nats', 'pg-native'],
];

/** A file of older versions of an installed package; its asker has already found the newer place. */
const MOVED = ['class-transformer/storage'];

/**
 * Installs the handlers of stop signals. It stays out of the bundle and is loaded before it: Node reads the 11 MB of a bundle
 * to the end before it runs the first line, and until there is a handler, process 1 of a container never gets a SIGTERM.
 */
const STOP_SIGNALS = 'stop-signals.js';
let stopSignals;
const outOfTheBundle = {
  name: 'out-of-the-bundle',
  setup: (builder) =>
    builder.onResolve({ filter: /\/stop-signals(\.js)?$/ }, async ({ kind, path, pluginData, resolveDir }) => {
      if (pluginData === outOfTheBundle) return undefined;
      const resolved = await builder.resolve(path, { kind, resolveDir, pluginData: outOfTheBundle });
      stopSignals = resolved.path;
      return { path: `./${STOP_SIGNALS}`, external: true };
    }),
};

const [entry, outfile] = process.argv.slice(2);
if (!entry || !outfile) throw new Error('Usage: node bundle.mjs <entry.js> <outfile.js>');

const folder = dirname(resolve(outfile));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const { metafile } = await build({
  entryPoints: [entry],
  outfile: join(folder, 'app.js'),
  plugins: [outOfTheBundle],
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  banner: { js: nodeVersion.bundleBanner() },
  sourcemap: true,
  // The stack's own sources are a click away; repeating them would double the image.
  sourcesContent: false,
  metafile: true,
  external: [...SHIPPED_BESIDE, ...MOVED, ...NOT_INSTALLED.flatMap((name) => [name, `${name}/*`])],
  logLevel: 'warning',
  logOverride: {
    // Libraries that look for optional packages by a computed name; what matters is listed above.
    'require-resolve-not-external': 'silent',
  },
});

if (stopSignals !== undefined) await copyFile(stopSignals, join(folder, STOP_SIGNALS));
const loaded = [...(stopSignals === undefined ? [] : [STOP_SIGNALS]), 'app.js'];
await writeFile(outfile, loaded.map((file) => `require('./${file}');\n`).join(''));

const leftOut = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
await shipPackages(
  SHIPPED_BESIDE.filter((name) => leftOut.some((path) => path === name || path.startsWith(`${name}/`))),
  join(folder, 'node_modules'),
);
