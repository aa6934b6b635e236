import { LOG_LEVELS } from '../logging/log';
import { integer, oneOf } from './environment';

/** Environment variables that every service has. */
export const serviceVariables = {
  NODE_ENV: oneOf('production', 'development', 'test')({ default: 'production' }),
  LOG_LEVEL: oneOf(...LOG_LEVELS)({ default: 'info' }),
  SHUTDOWN_GRACE_SECONDS: integer(0, 3_600)({ default: 20 }),
};
