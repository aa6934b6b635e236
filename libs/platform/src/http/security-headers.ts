import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

export type ResponseHeaders = Readonly<Record<string, string>>;

/**
 * What a browser must be told of a page: where it may load from, who may frame it, whom it tells where it came from.
 *
 * @param connectedOrigins other origins that the page of this one may talk to
 */
export function pageHeaders(connectedOrigins: readonly string[]): ResponseHeaders {
  return headersOf({
    contentSecurityPolicy: {
      // The page at /docs brings its own style attributes; scripts come from this origin only.
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
 * What a browser must be told of data: that it is never a page, script or image, of this origin or for another. The rest
 * of a page's headers means nothing for JSON (OWASP REST Security Cheat Sheet), and would be half of what is sent.
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

/** helmet works out the same headers for each request; here that is done once. */
function headersOf(options: HelmetOptions): ResponseHeaders {
  const middleware = helmet(options);
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  middleware(response.req, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
