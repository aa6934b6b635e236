export const APPLICATIONS = ['customer-api', 'sales-worker'] as const;

export type ApplicationName = (typeof APPLICATIONS)[number];

export const isApplicationName = (text: string | undefined): text is ApplicationName =>
  (APPLICATIONS as readonly (string | undefined)[]).includes(text);

/** The variable from which each application takes the port of the server that it is known by. */
export const PORT_VARIABLE: Record<ApplicationName, string> = {
  'customer-api': 'PORT',
  'sales-worker': 'MANAGEMENT_PORT',
};

/** The variable of the server for operators alone; for sales-worker there is no other. */
export const MANAGEMENT_PORT_VARIABLE = 'MANAGEMENT_PORT';

/** Where people expect them; the next free one is taken when another program has it. */
export const PREFERRED_PORT: Record<ApplicationName, number> = { 'customer-api': 3000, 'sales-worker': 3100 };

export const PREFERRED_MANAGEMENT_PORT: Record<ApplicationName, number> = {
  'customer-api': 3001,
  'sales-worker': 3100,
};
