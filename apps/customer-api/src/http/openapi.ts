import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto';

/** Serves the OpenAPI document at /openapi.json and a page to read and try it at /docs. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Decouple payments API')
    .setDescription('Accepts premium payments and tells what became of them. Errors are problem details (RFC 9457).')
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addTag('Payments')
    .build();
  SwaggerModule.setup(
    'docs',
    app,
    () => SwaggerModule.createDocument(app, description, { extraModels: [ProblemDto] }),
    { jsonDocumentUrl: 'openapi.json', raw: ['json'], customSiteTitle: 'Decouple payments API' },
  );
}
