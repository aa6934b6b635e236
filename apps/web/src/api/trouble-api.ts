import { type ApiRequest, Connection } from '@decouple/client';

export interface TroubleState {
  readonly workerRunning: boolean;
  readonly salesDatabaseCut: boolean;
  /** 0 to 1. */
  readonly failingShare: number;
}

export interface BurstResult {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
}

/** The controls of a local run. */
export interface TroubleApi {
  state(): Promise<TroubleState>;
  switchWorker(running: boolean): Promise<TroubleState>;
  cutSalesDatabase(cut: boolean): Promise<TroubleState>;
  failShare(share: number): Promise<TroubleState>;
  burst(payments: number): Promise<BurstResult>;
}

/** A burst of thousands of payments takes long. */
const ANSWER_WITHIN_MS = 60_000;

export function httpTroubleApi(baseUrl: string): TroubleApi {
  const connection = new Connection({ baseUrl });
  const ask = async <Document>(request: Omit<ApiRequest, 'timeoutMs'>): Promise<Document> =>
    (await connection.ask({ ...request, timeoutMs: ANSWER_WITHIN_MS })).document as Document;
  const post = <Document>(path: string, body: object): Promise<Document> => ask({ method: 'POST', path, body });
  return {
    state: () => ask({ path: '/state' }),
    switchWorker: (running) => post('/worker', { running }),
    cutSalesDatabase: (cut) => post('/sales-database', { cut }),
    failShare: (share) => post('/failing-share', { share }),
    burst: (payments) => post('/burst', { payments }),
  };
}
