import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type ModuleMetadata,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { SqsModule, SqsService } from '@ssut/nestjs-sqs';
import { createLoopProvider } from './loop-provider';
import { loopNames, SqsMessageSource } from './sqs-message-source';
import { SQS_MESSAGE_SOURCE } from './sqs-message-source.token';

export interface SqsSourceModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  /** The same queue and number of loops as the source has. */
  readonly queue: string;
  readonly loops: number;
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<SqsMessageSource>['useFactory'];
}

/** Holds the source, for the module of @ssut/nestjs-sqs and ours. */
@Module({})
class SqsSourceHolderModule {}

/**
 * Connects a source with the consumers of @ssut/nestjs-sqs, and provides it under `SQS_MESSAGE_SOURCE`. The library's
 * own service stays inside: it can purge a queue.
 */
@Module({})
export class SqsSourceModule implements OnModuleInit, OnModuleDestroy {
  static register(source: SqsMessageSource): DynamicModule {
    return SqsSourceModule.registerAsync({
      queue: source.queue,
      loops: source.loops.length,
      useFactory: () => source,
    });
  }

  static registerAsync({ queue, loops, imports = [], inject = [], useFactory }: SqsSourceModuleOptions): DynamicModule {
    const holder: DynamicModule = {
      module: SqsSourceHolderModule,
      imports,
      providers: [{ provide: SQS_MESSAGE_SOURCE, inject, useFactory }],
      exports: [SQS_MESSAGE_SOURCE],
    };
    return {
      module: SqsSourceModule,
      imports: [
        holder,
        SqsModule.registerAsync({
          imports: [holder],
          inject: [SQS_MESSAGE_SOURCE],
          useFactory: (source: SqsMessageSource) => ({ consumers: source.consumerOptions() }),
        }),
      ],
      providers: loopNames(queue, loops).map(createLoopProvider),
      exports: [holder],
    };
  }

  constructor(
    @Inject(SQS_MESSAGE_SOURCE) private readonly source: SqsMessageSource,
    private readonly sqs: SqsService,
  ) {}

  /** The global module of the library is initialized before, so its consumers exist. */
  onModuleInit(): void {
    this.source.attach((loopName) => this.sqs.consumers.get(loopName)?.instance);
  }

  /** Before the library's own hook, whose `stop` leaves long polls running and cannot be followed by one that aborts. */
  onModuleDestroy(): void {
    this.source.stopPolling();
  }
}
