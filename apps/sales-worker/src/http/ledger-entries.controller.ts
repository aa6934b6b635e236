import { parsePageQuery, Problem } from '@decouple/platform';
import type { LedgerQueries } from '@decouple/sales-domain';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { LEDGER_QUERIES } from '../tokens';
import { type LedgerEntryDto, ledgerEntryDto } from './ledger-entry.dto';

/** The decisions of sales. */
@Controller('v1/ledger-entries')
export class LedgerEntriesController {
  constructor(@Inject(LEDGER_QUERIES) private readonly queries: LedgerQueries) {}

  @Get()
  @Header('cache-control', 'no-store')
  async page(@Query() parameters: Record<string, unknown>): Promise<{ readonly entries: readonly LedgerEntryDto[] }> {
    const entries = await this.queries.page(parsePageQuery(parameters));
    return { entries: entries.map(ledgerEntryDto) };
  }

  @Get(':paymentId')
  @Header('cache-control', 'no-store')
  async show(@Param('paymentId') paymentId: string): Promise<LedgerEntryDto> {
    const entry = await this.queries.find(paymentId);
    if (entry !== undefined) return ledgerEntryDto(entry);
    throw new Problem({
      status: 404,
      code: 'ledger-entry-not-found',
      title: 'The ledger has no such entry',
      detail: 'Sales has no decision on a payment with this id.',
    });
  }
}
