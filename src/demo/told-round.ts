import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Application } from '../application';
import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { Dossiers } from '../examples/bodies';
import { found, officerOf, prepare, type Host } from '../examples/given';
import { instantOf } from '../examples/office';
import { Play, type Programme } from '../examples/play';
import { readFolder } from '../examples/programme-folder';
import { readExample } from '../examples/run-example';
import type { WorkedExample } from '../examples/worked-example';
import type { BureauTold } from './bureaux';
import type { BureauRead } from './later';
import { Story, stepsOf } from './story';
import { DemonstrationVenue } from './venue';

/** A round as a worked example tells it, and the programme it belongs to. */
export interface Told {
  readonly programme: Programme;
  readonly example: WorkedExample;
}

/** Reads what a bureau's folder of `programmes` tells. Errors: those of the file system; Error where it cannot be read. */
export function readBureau(programmes: string, told: BureauTold): BureauRead {
  const folder = path.join(programmes, told.programme);
  const programme = programmeIn(folder);
  return { told, programme, examples: told.examples.map((name) => ({ name, programme, example: exampleIn(folder, name) })) };
}

/** Reads the example of a folder of `programmes`. Errors: those of the file system; Error where it cannot be read. */
export function readTold(folder: string, example: string): Told {
  return { programme: programmeIn(folder), example: exampleIn(folder, example) };
}

function programmeIn(folder: string): Programme {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') throw new Error(`the shipped programme ${path.basename(folder)} cannot be read`);
  return reading.programme;
}

function exampleIn(folder: string, name: string): WorkedExample {
  const read = readExample(readFileSync(path.join(folder, 'examples', `${name}.yaml`), 'utf8'));
  if (read.kind === 'refused') throw new Error(`the shipped round ${name} cannot be read`);
  return read.example;
}

export interface ToldRoundOptions {
  readonly application: Application;
  readonly clock: { set(instant: Instant): void };
  readonly signal?: AbortSignal;
  /** Put before ids of units that other examples of the demonstration have too. */
  readonly prefix?: string;
  /** How many dossiers of a birth date others make up. */
  readonly numbersFrom: number;
}

/** When the office begins its day: what is given is entered before the first step. */
const MORNING = 'T08:30';

/** A round of a worked example while it is played in the demonstration, step by step. */
export class ToldRound {
  private readonly play: Play<DemonstrationVenue>;
  readonly story: Story;

  constructor(private readonly told: Told, options: ToldRoundOptions) {
    const { programme, example } = told;
    const { numbersFrom, prefix = '', ...stage } = options;
    const morning = `${example.given.on}${MORNING}`;
    const venue = new DemonstrationVenue({ ...stage, prefix, key: programme.definition.id, from: instantOf(morning) });
    this.play = new Play(venue, programme, morning, new Dossiers(numbersFrom));
    this.story = new Story(example.title, [{ moment: morning, work: () => this.begin(morning) }, ...stepsOf(this.play, example)]);
  }

  /** Its units and people; under a bureau that is there already, or before all others. */
  found(host?: Host): Promise<void> {
    return found(this.play, this.told.example.given, host);
  }

  get officer(): PersonId {
    return this.person(officerOf(this.told.example.given));
  }

  /** The id of who has this name in the example. Error: ExampleError. */
  person(name: string): PersonId {
    return this.play.names.id('person', name, []);
  }

  private async begin(morning: string): Promise<void> {
    await this.play.moveTo(morning, ['given'], 'on');
    await prepare(this.play, this.told.example.given);
  }
}
