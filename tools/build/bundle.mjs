import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import nodeVersion from './node-version.cjs';
import { shipPackages } from './ship-packages.mjs';

/**
 * Bundles what tsc emitted for an app into one file that runs without node_modules:
 *
 *   node bundle.mjs <entry.js> <outfile.js>
 *
 * From tsc's output, not from TypeScript: esbuild emits no decorator metadata, which Nest, TypeORM and class-validator
 * live on. Nothing is minified, so names stay readable; esbuild's `keepNames` would name every closure again each time it
 * is made, which took a tenth of the time of accepting a payment.
 */

/** Packages that find their own files by path, so that a copy inside the bundle finds nothing. Shipped beside it. */
const SHIPPED_BESIDE = ['@fastify/static', 'swagger-ui-dist'];

/** Integrations that Nest and pg ask for at run time, if somebody installed them. Nobody did. */
const NOT_INSTALLED = [
  ...['@fastify/view', '@grpc/grpc-js', '@grpc/proto-loader', '@nestjs/platform-express', '@nestjs/websockets'],
  ...['amqp-connection-manager', 'amqplib', 'ioredis', 'kafkajs', 'mqtt', 'nats', 'pg-native'],
];

/** A file of older versions of an installed package; its asker has already found the newer place. */
const MOVED = ['class-transformer/storage'];

const [entry, outfile] = process.argv.slice(2);
if (!entry || !outfile) throw new Error('Usage: node bundle.mjs <entry.js> <outfile.js>');

const folder = dirname(resolve(outfile));
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

const { metafile } = await build({
  entryPoints: [entry],
  outfile,
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

const leftOut = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
await shipPackages(
  SHIPPED_BESIDE.filter((name) => leftOut.some((path) => path === name || path.startsWith(`${name}/`))),
  join(folder, 'node_modules'),
);
