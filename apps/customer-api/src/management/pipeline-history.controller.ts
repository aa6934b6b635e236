import { invalidQuery } from '@decouple/platform';
import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { PipelineHistory, type PipelineSample } from './pipeline-history';

type PipelineSampleDto = Omit<PipelineSample, 'at'> & { readonly at: string };

/** The last hour of the pipeline, as sampled by this process. */
@Controller('v1/pipeline-history')
export class PipelineHistoryController {
  constructor(@Inject(PipelineHistory) private readonly history: PipelineHistory) {}

  /** All samples, or those after a timestamp. */
  @Get()
  @Header('cache-control', 'no-store')
  list(@Query() parameters: Record<string, unknown>): { readonly samples: readonly PipelineSampleDto[] } {
    const samples = this.history.after(timestampFrom(parameters));
    return { samples: samples.map((sample) => ({ ...sample, at: sample.at.toISOString() })) };
  }
}

/** @throws Problem 400 */
function timestampFrom({ after, ...unknown }: Record<string, unknown>): Date | undefined {
  const errors = Object.keys(unknown).map((name) => ({
    pointer: `query:${name}`,
    detail: 'unknown parameter; known is after',
  }));
  const timestamp = typeof after === 'string' ? new Date(after) : undefined;
  if (after !== undefined && (timestamp === undefined || Number.isNaN(timestamp.getTime()))) {
    errors.push({ pointer: 'query:after', detail: 'must be a timestamp such as 2026-11-24T09:05:07.000Z' });
  }
  if (errors.length === 0) return timestamp;
  throw invalidQuery(errors);
}
