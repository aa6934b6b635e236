import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/**
 * What helmet sends with every answer. It works out the same headers for each request; here that is done once, because it
 * would be a twentieth of what accepting a payment costs.
 *
 * @param connectedOrigins other origins that the page of this one may talk to
 */
export function securityHeaders(connectedOrigins: readonly string[]): Readonly<Record<string, string>> {
  const middleware = helmet({
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
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  middleware(response.req, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}
