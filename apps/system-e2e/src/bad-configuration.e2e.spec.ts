import { APPLICATIONS, type ApplicationName, AppProcess, freePort } from '@decouple/local-infra';

describe('Bad configuration', () => {
  const ports: Record<ApplicationName, string> = { 'customer-api': 'PORT', 'sales-worker': 'MANAGEMENT_PORT' };

  it.each(APPLICATIONS)(
    'stops %s with one error that names every bad variable, and exit code 1',
    async (application) => {
      const app = AppProcess.start({
        application,
        from: 'bundle',
        environment: {
          [ports[application]]: String(await freePort()),
          DATABASE_URL: 'mysql://user:secret@127.0.0.1/x',
          DATABASE_POOL_SIZE: 'many',
          LOG_LEVEL: 'loud',
          MIGRATE_ON_START: 'perhaps',
          AWS_REGION: '',
          SQS_ENDPOINT: '',
        },
      });
      const { code } = await app.exited;
      const output = app.outputTail(100);

      expect(code).toBe(1);
      const named = [
        'DATABASE_URL',
        'DATABASE_POOL_SIZE',
        'LOG_LEVEL',
        'MIGRATE_ON_START',
        'AWS_REGION',
        'SALES_QUEUE_URL',
        'PAYMENT_STATUS_QUEUE_URL',
      ];
      for (const name of named) expect(output).toContain(name);
      expect(output.match(/The configuration is not valid/g)).toHaveLength(1);
      expect(output).not.toContain('secret');
      expect(output).not.toContain('    at ');
    },
  );
});
