import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem.dto';

const TITLE = 'Decouple payments API';
const DESCRIPTION = `Accepts premium payments and reports their outcome.

Errors are problem details (RFC 9457): the address in \`type\` explains the problem, and each response below shows the
problems that it can contain. The gateway in front of the service names the authenticated client; payments and idempotency
keys of one client mean nothing to another.`;

/** Schemas of requests: unknown properties are refused. */
const CLOSED_SCHEMAS = ['PaymentRequest', 'Amount', 'PaymentMethod'];

/** Serves the OpenAPI document at /openapi.json and a page to read and try it at /docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: TITLE,
  });
}

function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(TITLE)
    .setDescription(DESCRIPTION)
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'The service that serves this document.')
    .addTag('Payments', 'Premium payments and their status.')
    .build();
  const document = SwaggerModule.createDocument(app, description, { extraModels: [ProblemDto] });
  const schemas = document.components?.schemas ?? {};
  for (const name of CLOSED_SCHEMAS) schemas[name] = { ...schemas[name], additionalProperties: false };
  return { ...document, security: [] };
}
