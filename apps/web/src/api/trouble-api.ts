import { askJson } from './http';

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

export function httpTroubleApi(base: string): TroubleApi {
  const post = <Body>(path: string, body: object): Promise<Body> =>
    askJson<Body>(`${base}${path}`, { method: 'POST', body });
  return {
    state: () => askJson<TroubleState>(`${base}/state`),
    switchWorker: (running) => post('/worker', { running }),
    cutSalesDatabase: (cut) => post('/sales-database', { cut }),
    failShare: (share) => post('/failing-share', { share }),
    burst: (payments) => post('/burst', { payments }),
  };
}
