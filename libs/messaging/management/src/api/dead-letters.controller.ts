import { DecideDeadLetters, type DeadLetterAdmin, type Envelope } from '@decouple/messaging-core';
import { invalidRequest, Problem } from '@decouple/platform';
import { readDocument } from '@decouple/validation';
import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  deadLetterDto,
  type DeadLetterDto,
  type DeadLetterGroupDto,
  type DecisionDto,
  decisionDto,
  type DecisionOutcomeDto,
  groupDto,
  outcomeDto,
  type WholeDeadLetterDto,
  wholeDeadLetterDto,
} from './dead-letter.dto';
import { DiscardRequestDto, RedriveRequestDto } from './decision-request.dto';
import { operatorFrom } from './operator';
import { DEFAULT_PAGE_SIZE, DeadLetterQueryDto, documentFromQuery } from './page-query';
import { filterFrom, isUnbounded, DEAD_LETTER_ID_PATTERN } from './selection.dto';
import { DEAD_LETTER_ADMIN } from './tokens';

type Parameters = Readonly<Record<string, unknown>>;
type RequestHeaders = Readonly<Record<string, string>>;

/** Dead letters, for those who look after the service. */
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(
    @Inject(DEAD_LETTER_ADMIN) private readonly admin: DeadLetterAdmin,
    @Inject(DecideDeadLetters) private readonly decide: DecideDeadLetters<Envelope>,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(
    @Query() parameters: Parameters,
  ): Promise<{ readonly deadLetters: readonly DeadLetterDto[]; readonly next?: string }> {
    const {
      after,
      limit = DEFAULT_PAGE_SIZE,
      ...selection
    } = readDocument(DeadLetterQueryDto, documentFromQuery(parameters));
    const deadLetters = await this.admin.list(filterFrom(selection), { after, limit: limit + 1 });
    const page = deadLetters.slice(0, limit);
    const last = page.at(-1);
    return {
      deadLetters: page.map(deadLetterDto),
      ...(deadLetters.length > limit && last !== undefined ? { next: last.deadLetterId } : {}),
    };
  }

  @Get('groups')
  @Header('cache-control', 'no-store')
  async groups(@Query() parameters: Parameters): Promise<{ readonly groups: readonly DeadLetterGroupDto[] }> {
    const query = readDocument(DeadLetterQueryDto, documentFromQuery(parameters));
    return { groups: (await this.admin.groups(filterFrom(query))).map(groupDto) };
  }

  @Get('decisions')
  @Header('cache-control', 'no-store')
  async decisions(@Query() parameters: Parameters): Promise<{ readonly decisions: readonly DecisionDto[] }> {
    const { limit = DEFAULT_PAGE_SIZE } = readDocument(DeadLetterQueryDto, documentFromQuery(parameters));
    return { decisions: (await this.admin.decisions(limit)).map(decisionDto) };
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  async show(@Param('id') id: string): Promise<WholeDeadLetterDto> {
    const [deadLetter] = DEAD_LETTER_ID_PATTERN.test(id)
      ? await this.admin.list({ deadLetterIds: [id] }, { limit: 1 })
      : [];
    if (deadLetter === undefined) throw noSuchDeadLetter(id);
    return wholeDeadLetterDto(deadLetter);
  }

  @Post('redrive')
  @HttpCode(200)
  async redrive(@Body() body: unknown, @Headers() headers: RequestHeaders): Promise<DecisionOutcomeDto> {
    const request = readDocument(RedriveRequestDto, body);
    const { messagesPerSecond } = request;
    return outcomeDto(await this.decide.redrive({ ...decisionFrom(request, headers), messagesPerSecond }));
  }

  @Post('discard')
  @HttpCode(200)
  async discard(@Body() body: unknown, @Headers() headers: RequestHeaders): Promise<DecisionOutcomeDto> {
    return outcomeDto(await this.decide.discard(decisionFrom(readDocument(DiscardRequestDto, body), headers)));
  }
}

function decisionFrom({ all, dryRun, limit, reason, selection }: DiscardRequestDto, headers: RequestHeaders) {
  const filter = filterFrom(selection);
  if (isUnbounded(filter) && all !== true) {
    throw invalidRequest([
      { pointer: '#/selection', detail: 'must have a condition; to mean every letter, set "all"' },
    ]);
  }
  return { filter, operator: operatorFrom(headers), reason, limit, dryRun: dryRun ?? false };
}

function noSuchDeadLetter(id: string): Problem {
  return new Problem({
    status: 404,
    code: 'dead-letter-not-found',
    title: 'There is no such dead letter',
    detail: `No dead letter has the number ${DEAD_LETTER_ID_PATTERN.test(id) ? id : 'given'}. It may have been redriven or discarded: see /v1/dead-letters/decisions.`,
  });
}
