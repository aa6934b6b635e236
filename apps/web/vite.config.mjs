import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Set by `npx nx serve web` to what runs in this clone. There is no usual address: another clone's system may have it. */
const API = process.env['DECOUPLE_API'];
const PROXIED = ['/v1', '/openapi.json', '/docs', '/problems'];
/** The pages for operators need both. */
const MANAGEMENT = managementOf(process.env['DECOUPLE_API_MANAGEMENT'], process.env['DECOUPLE_WORKER_MANAGEMENT']);

export default defineConfig({
  plugins: [react(), preloadFont(), pageForUnknownAddresses(), developmentConfiguration()],
  resolve: { conditions: ['@decouple/source', 'module', 'browser', 'development|production'] },
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // Everything inlined would have to be allowed by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      ...(API ? Object.fromEntries(PROXIED.map((path) => [path, { target: API }])) : {}),
      ...Object.fromEntries(
        Object.entries(MANAGEMENT).map(([path, target]) => [
          path,
          { target, rewrite: (address) => address.slice(path.length) },
        ]),
      ),
    },
  },
});

function managementOf(customerApi, salesWorker) {
  if (!customerApi || !salesWorker) return {};
  return { '/management/customer-api': customerApi, '/management/sales-worker': salesWorker };
}

/** The text font arrives with the styles, so that text is not drawn twice. */
function preloadFont() {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head',
          })),
    },
  };
}

/** What plain static hosts answer to addresses such as /payments/…: the application, which knows them. */
function pageForUnknownAddresses() {
  return {
    name: 'page-for-unknown-addresses',
    apply: 'build',
    writeBundle: ({ dir = '' }) => copyFileSync(join(dir, 'index.html'), join(dir, '404.html')),
  };
}

/** While developing, the page comes from here and everything else through the proxy. */
function developmentConfiguration() {
  const [customerApi, salesWorker] = Object.keys(MANAGEMENT);
  const operations = customerApi && salesWorker ? { operations: { customerApi, salesWorker } } : {};
  return {
    name: 'development-configuration',
    apply: 'serve',
    configureServer: ({ middlewares }) => {
      if (!API) throw new Error('The page needs customer-api. Start it with "npx nx serve web", which finds it.');
      middlewares.use('/config.json', (_request, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ apiUrl: '', ...operations }));
      });
    },
  };
}
