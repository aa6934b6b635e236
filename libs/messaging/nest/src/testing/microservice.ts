import { type INestMicroservice, type ModuleMetadata, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { QueueTransport } from '../queue-transport';
import type { TransportFixture } from './transport-fixture';

/** Errors that a test provokes are its business, not the log's. */
const SILENT = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A microservice with the given consumers, not listening yet. */
export async function microserviceOf(
  { transport }: TransportFixture,
  controllers: readonly Type[],
  extra: ModuleMetadata = {},
): Promise<INestMicroservice> {
  const module = await Test.createTestingModule({
    ...extra,
    controllers: [...controllers],
    providers: [{ provide: QueueTransport, useValue: transport }, ...(extra.providers ?? [])],
  })
    .setLogger(SILENT)
    .compile();
  return module.createNestMicroservice({ strategy: transport, logger: false });
}
