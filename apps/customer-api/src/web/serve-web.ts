import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { WebSettings } from './web-settings';

/** Addresses of the application, which browsers request when it is opened there. */
const PAGES = ['/', '/payments', '/payments/:requestId', '/operations', '/operations/*', '/trouble'];
/** Files beside the page with stable names. */
const FILES = ['icon.svg', 'theme.js'];
const IMMUTABLE_MILLISECONDS = 31_536_000_000;
const LASTING = { maxAge: IMMUTABLE_MILLISECONDS, immutable: true };
/**
 * File names of the build. Other addresses, such as those with dots or NUL, never reach the file system, which would
 * report errors of its own.
 */
const ASSET_PATTERN = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
/** Revalidated each time, so that a new build is used at once. */
const FRESH = { cacheControl: false };

/**
 * Serves the single-page application beside the API. Files under assets/ have a hash in their names and never change.
 *
 * @throws Error if the folder contains no built application
 */
export async function serveWeb(app: NestFastifyApplication, settings: WebSettings): Promise<void> {
  const { folder, operations, troubleMode } = settings;
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(`WEB_FOLDER holds no built application: ${join(folder, 'index.html')} does not exist.`);
  }
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(async (pages) => {
    await pages.register(fastifyStatic, { root: folder, serve: false });
    pages.get<{ Params: { file: string } }>('/assets/:file', ({ params: { file } }, reply) =>
      ASSET_PATTERN.test(file) ? reply.sendFile(file, join(folder, 'assets'), LASTING) : reply.callNotFound(),
    );
    const send = (address: string, file: string) =>
      pages.get(address, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile(file, folder, FRESH));
    for (const page of PAGES) send(page, 'index.html');
    for (const file of FILES) send(`/${file}`, file);
    pages.get('/config.json', (_request, reply) =>
      reply.header('cache-control', 'no-cache').send({ apiUrl: '', operations, troubleMode }),
    );
  });
}

/** Origins that the page may connect to, for the content security policy. */
export function connectedOrigins({ operations, troubleMode }: WebSettings): readonly string[] {
  const addresses = [operations?.customerApi, operations?.salesWorker, troubleMode].filter(
    (address) => address !== undefined,
  );
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}
