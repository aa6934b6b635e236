import type { Project } from './mutation';

/** Specs of a project; `specs` narrows the run to files whose path contains it. */
const inFolder =
  (folder: string) =>
  (specs: string): Project => ({ folder, specs });

export const core = inFolder('libs/messaging/core');
export const sqs = inFolder('libs/messaging/sqs');
export const management = inFolder('libs/messaging/management');
export const nest = inFolder('libs/messaging/nest');
export const messagingPostgres = inFolder('libs/messaging/postgres');
export const payments = inFolder('libs/payments/domain');
export const paymentsPostgres = inFolder('libs/payments/postgres');
export const sales = inFolder('libs/sales/domain');
export const salesPostgres = inFolder('libs/sales/postgres');
export const contracts = inFolder('libs/contracts');
export const platform = inFolder('libs/platform');
export const managementClient = inFolder('libs/management-client');
export const client = inFolder('libs/client');
export const customerApi = inFolder('apps/customer-api');
export const salesWorker = inFolder('apps/sales-worker');
export const ops = inFolder('apps/ops');
export const pay = inFolder('apps/pay');
export const localInfra = inFolder('tools/local-infra');
export const oneProcess = inFolder('tools/one-process');
export const boundaries = inFolder('tools/boundaries');
