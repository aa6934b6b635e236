import { LOG_LEVELS } from '../logging/log';
import { integer, str } from './environment';

/** Environment variables that every service has. */
export const serviceVariables = {
  NODE_ENV: str({ default: 'production', choices: ['production', 'development', 'test'] }),
  LOG_LEVEL: str({ default: 'info', choices: LOG_LEVELS }),
  SHUTDOWN_GRACE_SECONDS: integer(0, 3_600)({ default: 20 }),
};
