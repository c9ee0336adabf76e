import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { Problem } from '../domain/rules/problems';
import { readYaml, type LocatedYaml } from '../domain/rules/programme-text';
import { findingsOf } from '../domain/rules/schema-findings';
import { ExampleError, fault, type Difference } from './difference';
import { beginning, firstOfficer, setUp } from './given';
import { instantOf, Office } from './office';
import { Play, type Programme } from './play';
import { playStep } from './steps';
import { checkParked, checkThen } from './then';
import type { Given, WorkedExample } from './worked-example';
import { clipped } from './words';
import { workedExampleErrors } from './worked-example-schema';

/** A worked example as read: what it says, and where each part of it is written. */
export interface ReadExample {
  readonly kind: 'example';
  readonly example: WorkedExample;
  readonly at: LocatedYaml['at'];
}

/** What is not as the example says, or why it could not be played. Line and column from 1. */
export interface Finding {
  readonly line: number;
  readonly column: number;
  /** `steps.2 SubmitNomination`: the step it belongs to; `given`, `then`. */
  readonly where: string;
  readonly zh: string;
  readonly en: string;
}

/** Text in, result out: no file is opened. */
export function readExample(text: string): ReadExample | { readonly kind: 'refused'; readonly problems: readonly Problem[] } {
  const parsed = readYaml(text);
  if (parsed.kind === 'refused') return parsed;
  const findings = findingsOf(workedExampleErrors(parsed.value));
  if (findings.length > 0) return { kind: 'refused', problems: parsed.locate(findings) };
  return { kind: 'example', example: parsed.value as WorkedExample, at: parsed.at };
}

/**
 * Plays the example through the handlers on stores in memory; nothing found means that all is as it says.
 *
 * @param wanted every finding, or the first, at which the playing ends.
 */
export async function runExample({ example, at }: Pick<ReadExample, 'example' | 'at'>, programme: Programme, wanted: 'ALL' | 'FIRST' = 'ALL'): Promise<readonly Finding[]> {
  const differences: Difference[] = [];
  let play: Play | undefined;
  try {
    const officer = firstOfficer(example.given);
    const start = `${beginning(example.given)}T00:00`;
    play = new Play(officeOf(example.given, instantOf(start), officer), programme, start, undefined, wanted);
    await setUp(play, example.given);
    await play.moveTo(example.given.on, ['given'], 'on');
    for (const [index, step] of example.steps.entries()) await playStep(play, step, ['steps', index]);
    await checkThen(play, example.then, ['then']);
    await checkParked(play, ['steps']);
  } catch (error) {
    // Names and requests that make no sense end it: the steps after them would only fail in their turn.
    if (!(error instanceof ExampleError)) throw error;
    differences.push(error.difference);
  }
  const found = (play?.differences ?? []).map((difference) => ({ difference, said: saidAt(example, difference) }));
  return [...found, ...differences.map((difference) => ({ difference, said: null }))].map(({ difference, said }) => ({
    ...at(difference),
    where: whereOf(example, difference),
    zh: said === null ? difference.zh : `${difference.zh}；算例写的是 ${said}`,
    en: said === null ? difference.en : `${difference.en}; the example says ${said}`,
  }));
}

function officeOf({ calendar }: Given, start: Instant, officer: PersonId): Office {
  try {
    return new Office(start, officer, calendar);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw fault(['given'], `年历有误：${error.message}`, `The calendar cannot be one: ${error.message}`, 'calendar');
  }
}

/** What the example says at the place of a difference; null where it says nothing that could differ. */
function saidAt(example: WorkedExample, { place, key }: Difference): string | null {
  if (key === undefined || key === 'do') return null;
  let here: unknown = example;
  for (const step of [...place, key]) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
  return here === undefined ? null : clipped(JSON.stringify(here));
}

function whereOf({ steps }: WorkedExample, { place }: Difference): string {
  const [section, index] = place;
  if (section !== 'steps' || typeof index !== 'number') return String(section ?? '');
  const step = steps[index];
  return `steps.${index + 1} ${step?.do ?? (step?.together === undefined ? '' : 'together')}`.trim();
}
