import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whatIf, type WhatIf } from '../../src/audit/what-if';
import type { Draft } from '../../src/audit/what-if-record';
import { workingCalendar } from '../../src/domain/calendar';
import { beginning, firstOfficer, setUp } from '../../src/examples/given';
import { instantOf, Office } from '../../src/examples/office';
import { Play, type Programme } from '../../src/examples/play';
import { readFolder } from '../../src/examples/programme-folder';
import { readExample } from '../../src/examples/run-example';
import { playStep } from '../../src/examples/steps';
import { bareCodesIn, codesNamedIn } from './bare-codes';

export const EVER = { from: '2017-01-01', to: '2039-12-31' };

export interface Played {
  readonly play: Play;
  readonly office: Office;
  readonly under: (draft: Draft, period?: typeof EVER) => Promise<WhatIf>;
}

export function programmeIn(folder: string): Programme {
  const read = readFolder(folder);
  if (read.kind === 'refused') throw new Error(`the programme in ${folder} cannot be read`);
  return read.programme;
}

/** Plays one worked example of the programme as it stands, and asks what a draft would have decided on its log. */
export async function playOne(name: string, from: string, programme: Programme): Promise<Played> {
  const example = readExample(readFileSync(join(from, 'examples', name), 'utf8'));
  if (example.kind === 'refused') throw new Error(example.problems.map(({ en }) => en).join('; '));
  const { given, steps } = example.example;
  const officer = firstOfficer(given);
  const start = `${beginning(given)}T00:00`;
  const office = new Office(instantOf(start), officer, given.calendar);
  const play = new Play(office, programme, start);
  await setUp(play, given);
  await play.moveTo(given.on, ['given'], 'on');
  for (const [index, step] of steps.entries()) await playStep(play, step, ['steps', index]);
  return { play, office, under: async (draft, period = EVER) => inWords(await whatIf({ events: office.events, keys: office.keys, calendar: workingCalendar(given.calendar) }, draft, period), draft) };
}

/** Whatever is asked here: no line of it holds a bare code. */
function inWords(answer: WhatIf, { definition }: Draft): WhatIf {
  const known = new Set(codesNamedIn(definition));
  const told = [...answer.otherwise.flatMap(({ was, would, because }) => [was.words, would.words, ...because.map(({ words }) => words)]), ...answer.unanswered.map(({ words }) => words)];
  expect(told.flatMap(({ zh, en }) => [zh, en]).filter((text) => bareCodesIn(text, known).length > 0)).toEqual([]);
  return answer;
}
