import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkMessage,
  createMessage,
  MESSAGE_CLASSES,
  type Message,
  type MessageType,
  parseMessage,
} from '@decouple/contracts';
import { WORKSPACE_ROOT } from '@decouple/local-infra';
import { nestedClassOf } from '@decouple/validation';
import { plainToInstance, Type } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { barChart } from '../report/bar-chart';
import { parseReport } from '../report/parse-report';
import { progress, progressDone } from '../report/progress';
import { writeResults } from '../report/write-results';
import { median } from '../measure/statistics';
import type { BenchSettings } from '../settings/bench-settings';
import { messageTexts } from './message-texts';
import { type ContenderName, type ParseResult, ratesOf, type Work } from './parse-result';

/** Different messages, so that nothing is fast only because it was seen a moment ago. */
const MESSAGES_PER_TYPE = 200;
const WARM_UP_SHARE = 0.2;

interface Sample {
  readonly text: string;
  readonly document: Message;
  readonly message: Message;
}

interface Contender {
  readonly work: Work;
  readonly name: ContenderName;
  /** @throws Error when it does not take the message, so that nobody is fast by doing nothing */
  readonly take: (sample: Sample) => unknown;
}

/** Textbook: what people usually write with the same classes. Floor: bare JSON.parse, which checks nothing. */
const CONTENDERS: readonly Contender[] = [
  { work: 'parse', name: 'ours', take: ({ text }) => parseMessage(text) },
  { work: 'parse', name: 'textbook', take: ({ text }) => transformedAndValidated(JSON.parse(text) as Message) },
  { work: 'parse', name: 'floor', take: ({ text }) => JSON.parse(text) },
  {
    work: 'create',
    name: 'ours',
    take: ({ document }) => checkMessage(createMessage(document.type, document, document.data as never)),
  },
  { work: 'create', name: 'textbook', take: ({ document }) => transformedAndValidated(document) },
  { work: 'check', name: 'ours', take: ({ message }) => checkMessage(message) },
  { work: 'check', name: 'textbook', take: ({ message }) => validated(message) },
];

/** Messages per second and core, read and made, without anything around them: no server, no database. */
export function parse(settings: BenchSettings): void {
  const results = parseResults(settings, progress);
  progressDone();
  console.log(parseReport(results));
  const bars = CONTENDERS.filter(({ name }) => results.some(({ contender }) => contender === name)).map(
    ({ name, work }) => ({ label: `${work}: ${name}`, value: median(ratesOf(results, work, name)) }),
  );
  writeResults(settings, { results }, { 'parse.svg': barChart('parse: messages per second and core', bars) });
}

/** @param tell told of every turn before it begins */
export function parseResults(
  { only, rounds, seconds }: Pick<BenchSettings, 'only' | 'rounds' | 'seconds'>,
  tell: (turn: string) => void,
): ParseResult[] {
  nameNestedClasses();
  const samples = messageTexts(examples(), MESSAGES_PER_TYPE).map((text): Sample => {
    return { text, document: JSON.parse(text) as Message, message: parseMessage(text) };
  });
  const contenders = CONTENDERS.filter(({ name }) => only.length === 0 || only.includes(name));
  for (const contender of contenders) measure(contender, samples, seconds * WARM_UP_SHARE);
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) =>
    contenders.map((contender) => {
      const { name, work } = contender;
      tell(`parse: round ${round} of ${rounds}, ${work} ${name} …`);
      return { work, contender: name, round, messagesPerCoreSecond: measure(contender, samples, seconds) };
    }),
  );
}

function measure({ take }: Contender, samples: readonly Sample[], seconds: number): number {
  const before = process.cpuUsage();
  const used = (): number => {
    const { system, user } = process.cpuUsage(before);
    return (system + user) / 1e6;
  };
  let taken = 0;
  do {
    for (const sample of samples) take(sample);
    taken += samples.length;
  } while (used() < seconds);
  return taken / used();
}

export function examples(): readonly string[] {
  const folder = join(WORKSPACE_ROOT, 'libs/contracts/examples');
  return Object.keys(MESSAGE_CLASSES).map((type) => readFileSync(join(folder, `${type}.json`), 'utf8'));
}

function transformedAndValidated(document: Message): Message {
  return validated(plainToInstance<Message, Message>(MESSAGE_CLASSES[document.type], document));
}

function validated(message: Message): Message {
  if (validateSync(message).length > 0) throw new Error(`A valid ${message.type} is refused.`);
  return message;
}

/** What `@Type` says to class-transformer, of the classes that the contracts name in their own way. */
function nameNestedClasses(): void {
  const waiting: (new () => object)[] = (Object.keys(MESSAGE_CLASSES) as MessageType[]).map(
    (type) => MESSAGE_CLASSES[type],
  );
  for (let owner = waiting.pop(); owner !== undefined; owner = waiting.pop()) {
    for (const { propertyName } of getMetadataStorage().getTargetValidationMetadatas(owner, '', false, false)) {
      const nested = nestedClassOf(owner, propertyName);
      if (nested === undefined) continue;
      Type(() => nested)(owner.prototype as object, propertyName);
      if (!waiting.includes(nested)) waiting.push(nested);
    }
  }
}
