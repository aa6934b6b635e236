import type { Mutation } from './mutation';
import { CLIENT_MUTATIONS } from './mutations/client';
import { CUSTOMER_API_MUTATIONS } from './mutations/customer-api';
import { HTTP_MUTATIONS } from './mutations/http';
import { MESSAGING_CORE_MUTATIONS } from './mutations/messaging-core';
import { MESSAGING_NEST_MUTATIONS } from './mutations/messaging-nest';
import { MESSAGING_POSTGRES_MUTATIONS } from './mutations/messaging-postgres';
import { OUTAGE_MUTATIONS } from './mutations/outages';
import { PAYMENTS_MUTATIONS } from './mutations/payments';
import { PLATFORM_MUTATIONS } from './mutations/platform';
import { SALES_MUTATIONS } from './mutations/sales';
import { SQS_MUTATIONS } from './mutations/sqs';
import { TIME_MUTATIONS } from './mutations/time';
import { TOOLS_MUTATIONS } from './mutations/tools';

/** Every mutation, one file per area of the code. The tests of a mutation's projects must notice it. */
export const MUTATIONS: readonly Mutation[] = [
  ...CLIENT_MUTATIONS,
  ...CUSTOMER_API_MUTATIONS,
  ...HTTP_MUTATIONS,
  ...MESSAGING_CORE_MUTATIONS,
  ...MESSAGING_NEST_MUTATIONS,
  ...MESSAGING_POSTGRES_MUTATIONS,
  ...OUTAGE_MUTATIONS,
  ...PAYMENTS_MUTATIONS,
  ...PLATFORM_MUTATIONS,
  ...SALES_MUTATIONS,
  ...SQS_MUTATIONS,
  ...TIME_MUTATIONS,
  ...TOOLS_MUTATIONS,
];
