import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * Security headers of a page: where it may load from, who may frame it, and which referrer it sends.
 *
 * @param connectedOrigins other origins that the pages may connect to
 */
export function pageHeaders(connectedOrigins: readonly string[]): ResponseHeaders {
  return headersOf({
    contentSecurityPolicy: {
      // The page at /docs has style attributes; scripts come from this origin only.
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...connectedOrigins],
        upgradeInsecureRequests: null,
      },
    },
  });
}

/**
 * Security headers of data, which must never be used as a page, script or image, by this origin or another. The other
 * headers have no meaning for JSON (OWASP REST Security Cheat Sheet), and would double the size of a response.
 */
export function dataHeaders(): ResponseHeaders {
  return headersOf({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/** helmet computes the same headers for each request; here they are computed once. */
function headersOf(options: HelmetOptions): ResponseHeaders {
  const middleware = helmet(options);
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  middleware(response.req, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
