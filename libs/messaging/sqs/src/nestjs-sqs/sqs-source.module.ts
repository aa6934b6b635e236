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
import { createLoopProvider, SQS_MESSAGE_SOURCE } from './loop-provider';
import { loopNames, SqsMessageSource } from './sqs-message-source';

export interface SqsSourceModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  /** The same queue and number of loops as those of the source. */
  readonly queue: string;
  readonly loops: number;
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: FactoryProvider<SqsMessageSource>['useFactory'];
}

/** Holds the source for the module of @ssut/nestjs-sqs and for ours. */
@Module({})
class SqsSourceHolderModule {}

/**
 * Connects a source with the consumers of @ssut/nestjs-sqs, and provides it under `SQS_MESSAGE_SOURCE`.
 *
 * Trap: the library's own service can purge a queue, so it is not exported.
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

  /** The library's module is global and initialized first, so its consumers exist. */
  onModuleInit(): void {
    this.source.attach((loopName) => this.sqs.consumers.get(loopName)?.instance);
  }

  /** Trap: the library's own hook runs later, leaves long polls running, and cannot be followed by a stop that aborts. */
  onModuleDestroy(): void {
    this.source.stopPolling();
  }
}
