export const SERVICES = ['customer-api', 'sales-worker'] as const;

export type ServiceName = (typeof SERVICES)[number];
