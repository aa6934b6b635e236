import { Agent } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** With enough kept-alive connections, as AWS recommends for throughput. */
export function sqsClient(endpoint: string): SQSClient {
  return new SQSClient({
    region: 'eu-central-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    useQueueUrlAsEndpoint: false,
    requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: 200 }) }),
  });
}

export const salesQueueUrl = (endpoint: string): string => `${endpoint}/000000000000/sales`;
