import type { Mutation } from '../mutation';
import { customerApi, platform } from '../projects';

const HTTP = 'libs/platform/src/http';

export const HTTP_MUTATIONS: readonly Mutation[] = [
  {
    name: 'a connection that closes leaves its requests unreported',
    file: `${HTTP}/open-requests.ts`,
    find: "      socket.once('close', () => this.closed(socket));\n",
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a refusal is written where the answer to another request is due',
    file: `${HTTP}/open-requests.ts`,
    find: '    if (first.request.raw.complete || first.raw.headersSent) return false;\n',
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a request that was answered early counts again when its body is late',
    file: `${HTTP}/open-requests.ts`,
    find: '      if (connection !== undefined && !connection.latest.complete) return false;\n',
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a connection may pipeline requests without end',
    file: `${HTTP}/open-requests.ts`,
    find: '    if (connection.unanswered.length <= MAX_PIPELINED) return true;\n',
    replace: '    if (connection.unanswered.length > 0) return true;\n',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a request whose client left is logged with the status that it never got',
    file: `${HTTP}/open-requests.ts`,
    find: 'this.end(connection, reply, CLIENT_CLOSED_REQUEST);',
    replace: 'this.end(connection, reply, reply.statusCode);',
    projects: [customerApi('http/server/connections')],
  },
  {
    name: 'a refused connection stays open until its client closes it',
    file: `${HTTP}/refuse-connection.ts`,
    find: '    const linger = setTimeout(() => socket.destroy(), LINGER_MILLISECONDS);\n',
    replace: '    const linger = setTimeout(() => undefined, LINGER_MILLISECONDS);\n',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'the time limit holds for headers only',
    file: `${HTTP}/http-adapter.ts`,
    find: '      headersTimeout: milliseconds,\n      requestTimeout: milliseconds,\n',
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'connections are checked against the time limit every 30 seconds',
    file: `${HTTP}/http-adapter.ts`,
    find: '      connectionsCheckingInterval: Math.min(\n        CHECK_AT_MOST_MILLISECONDS,\n        Math.max(CHECK_AT_LEAST_MILLISECONDS, milliseconds / 10),\n      ),\n',
    replace: '      connectionsCheckingInterval: 30_000,\n',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'the bound on connections is not set',
    file: `${HTTP}/http-adapter.ts`,
    find: '  server.maxConnections = maxConnections;\n',
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'the first of two Host headers counts',
    file: `${HTTP}/http-adapter.ts`,
    find: '      joinDuplicateHeaders: true,\n',
    replace: '',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'the host of a request is not checked',
    file: `${HTTP}/http-adapter.ts`,
    find: 'done(hosts.problemOf(request));',
    replace: 'done();',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a host is allowed when an allowed name ends it',
    file: `${HTTP}/allowed-hosts.ts`,
    find: 'this.names.has(name) ||',
    replace: '[...this.names].some((each) => name.endsWith(each)) ||',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'the Host header is believed rather than the request target',
    file: `${HTTP}/allowed-hosts.ts`,
    find: 'absolute === null ? headers.host : absolute[1]',
    replace: 'headers.host',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'a client that left is logged as an internal error',
    file: 'libs/platform/src/problems/problem.filter.ts',
    find: 'if (error === request.raw.errored) return;',
    replace: '',
    projects: [customerApi('http/server/connections')],
  },
  {
    name: 'Node answers a request with an unknown Expect header by itself',
    file: `${HTTP}/http-adapter.ts`,
    find: "  server.on('checkExpectation', (request, response) => server.emit('request', request, response));\n",
    replace: '  void server;\n',
    projects: [platform('http/http-adapter')],
  },
  {
    name: 'an address with a NUL is forbidden instead of unknown',
    file: 'libs/platform/src/problems/framework-problems.ts',
    find: 'if (status === 403) return',
    replace: 'if (status < 0) return',
    projects: [customerApi('text-from-outside')],
  },
];
