import '@decouple/platform/stop-signals';
import 'reflect-metadata';
import { runApplication } from '@decouple/platform';
import { readConfiguration } from './configuration';
import { start } from './start';

void runApplication({ name: 'orders', environment: process.env, configure: readConfiguration, start });
