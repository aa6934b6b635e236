export const APPLICATIONS = ['customer-api', 'sales-worker'] as const;

export type ApplicationName = (typeof APPLICATIONS)[number];

export const isApplicationName = (text: string | undefined): text is ApplicationName =>
  (APPLICATIONS as readonly (string | undefined)[]).includes(text);

/** The variable from which each application takes the port of its health and (customer-api) API server. */
export const PORT_VARIABLE: Record<ApplicationName, string> = {
  'customer-api': 'PORT',
  'sales-worker': 'MANAGEMENT_PORT',
};

/** Where people expect them; the next free one is taken when another program has it. */
export const PREFERRED_PORT: Record<ApplicationName, number> = { 'customer-api': 3000, 'sales-worker': 3100 };
