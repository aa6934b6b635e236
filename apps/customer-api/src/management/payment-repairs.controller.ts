import {
  type PaymentRepairs,
  type RecordedRepair,
  RebuildPayments,
  type RepairResult,
  ResendPayments,
} from '@decouple/payments-domain';
import { invalidQuery } from '@decouple/platform';
import { readDocument } from '@decouple/validation';
import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { lostPayment } from './lost-payment';
import { LostPaymentDto, RebuildRequestDto, ResendRequestDto } from './repair-request.dto';
import { PAYMENT_REPAIRS, READ_OPERATOR, type ReadOperator } from './tokens';

const DEFAULT_REPAIRS = 50;
const MAX_REPAIRS = 500;

type RequestHeaders = Readonly<Record<string, string>>;

interface RepairResultDto extends RepairResult {
  readonly dryRun: boolean;
}

type RecordedRepairDto = Omit<RecordedRepair, 'repairedAt'> & { readonly repairedAt: string };

/** Repairs of payments after a database was restored from a backup: for operators, never for clients. */
@Controller('v1/payments')
export class PaymentRepairsController {
  constructor(
    @Inject(ResendPayments) private readonly resendPayments: ResendPayments,
    @Inject(RebuildPayments) private readonly rebuildPayments: RebuildPayments,
    @Inject(PAYMENT_REPAIRS) private readonly audit: PaymentRepairs,
    @Inject(READ_OPERATOR) private readonly readOperator: ReadOperator,
  ) {}

  @Post('resend')
  @HttpCode(200)
  async resend(@Body() body: unknown, @Headers() headers: RequestHeaders): Promise<RepairResultDto> {
    const request = readDocument(ResendRequestDto, body);
    const { dryRun = false, paymentsPerSecond, reason } = request;
    const payments = (['recorded', 'rejected', 'parked'] as const).flatMap((status) =>
      (request[status] ?? []).map((id) => ({ id, status })),
    );
    const operator = this.readOperator(headers);
    return {
      dryRun,
      ...(await this.resendPayments.execute({ payments, operator, reason, paymentsPerSecond, dryRun })),
    };
  }

  @Post('rebuild')
  @HttpCode(200)
  async rebuild(@Body() body: unknown, @Headers() headers: RequestHeaders): Promise<RepairResultDto> {
    const { dryRun = false, entries, reason } = readDocument(RebuildRequestDto, body);
    const lost = entries.map((entry, place) =>
      lostPayment(readDocument(LostPaymentDto, entry, { place: `#/entries/${place}` })),
    );
    const operator = this.readOperator(headers);
    return { dryRun, ...(await this.rebuildPayments.execute({ entries: lost, operator, reason, dryRun })) };
  }

  /** Newest first. */
  @Get('repairs')
  @Header('cache-control', 'no-store')
  async repairs(
    @Query() parameters: Record<string, unknown>,
  ): Promise<{ readonly repairs: readonly RecordedRepairDto[] }> {
    const repairs = await this.audit.repairs(limitFrom(parameters));
    return { repairs: repairs.map((repair) => ({ ...repair, repairedAt: repair.repairedAt.toISOString() })) };
  }
}

/** @throws Problem 400 */
function limitFrom({ limit = String(DEFAULT_REPAIRS), ...unknown }: Record<string, unknown>): number {
  const count = typeof limit === 'string' && /^[1-9]\d{0,2}$/.test(limit) ? Number(limit) : undefined;
  const errors = [
    ...Object.keys(unknown).map((name) => ({ pointer: `query:${name}`, detail: 'unknown parameter; known is limit' })),
    ...(count === undefined || count > MAX_REPAIRS
      ? [{ pointer: 'query:limit', detail: `must be a whole number from 1 to ${MAX_REPAIRS}` }]
      : []),
  ];
  if (errors.length > 0 || count === undefined) throw invalidQuery(errors);
  return count;
}
