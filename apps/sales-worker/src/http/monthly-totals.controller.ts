import type { SalesLedger } from '@decouple/sales-domain';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { SALES_LEDGER } from '../tokens';

export interface MonthlyTotalDto {
  /** The month that was paid for, as YYYY-MM. */
  readonly billingPeriod: string;
  readonly payments: number;
  readonly amount: { readonly value: string; readonly currency: string };
}

/** Recorded payments by month and currency. */
@Controller('v1/monthly-totals')
export class MonthlyTotalsController {
  constructor(@Inject(SALES_LEDGER) private readonly ledger: SalesLedger) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(): Promise<{ readonly totals: readonly MonthlyTotalDto[] }> {
    const totals = await this.ledger.monthlyTotals();
    return {
      totals: totals.map(({ billingPeriod, currency, minorUnits, payments }) => ({
        billingPeriod,
        payments,
        amount: { value: minorUnits.toString(), currency },
      })),
    };
  }
}
