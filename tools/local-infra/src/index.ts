export { AppProcess, type AppProcessOptions, PRODUCTION_FLAGS } from './application/app-process';
export { applicationEnvironment } from './application/application-environment';
export { APPLICATIONS, type ApplicationName } from './application/application-name';
export { withoutArguments } from './cli/without-arguments';
export type { InfrastructureEndpoints } from './infrastructure/infrastructure-endpoints';
export {
  startInfrastructure,
  type Infrastructure,
  type InfrastructureOptions,
} from './infrastructure/start-infrastructure';
export { temporaryFolder, type TemporaryFolder } from './infrastructure/temporary-folder';
export { LocalFolder } from './local-folder';
export { freePort, isPortFree } from './ports/free-port';
export { PostgresServer, type PostgresServerOptions } from './postgres/postgres-server';
export type { ProcessExit } from './process/process-exit';
export { SqsServer, type SqsServerOptions } from './sqs/sqs-server';
export type { ApplicationAddresses, RunningApplications } from './supervisor/control-protocol';
export { announceRunning } from './supervisor/announce-running';
export { findRunning } from './supervisor/find-running';
export { SalesDatabaseTrouble } from './trouble/sales-database-trouble';
export { TroubleServer } from './trouble/trouble-server';
export { builtWeb } from './web/built-web';
export { TYPESCRIPT_LOADER, WORKSPACE_ROOT } from './workspace';
