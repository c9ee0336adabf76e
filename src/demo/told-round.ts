import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Application } from '../application';
import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { Dossiers } from '../examples/bodies';
import { carryOutStep, found, officerOf, prepare, type Host } from '../examples/given';
import { instantOf } from '../examples/office';
import { Play, type Programme } from '../examples/play';
import { readFolder } from '../examples/programme-folder';
import { readExample } from '../examples/run-example';
import type { Step, WorkedExample } from '../examples/worked-example';
import { DemonstrationVenue } from './venue';

/** A round as a worked example tells it, and the programme it belongs to. */
export interface Told {
  readonly programme: Programme;
  readonly example: WorkedExample;
}

/** Reads the example of a folder of `programmes`. Errors: those of the file system; Error where it cannot be read. */
export function readTold(folder: string, example: string): Told {
  const reading = readFolder(folder);
  const read = readExample(readFileSync(path.join(folder, 'examples', `${example}.yaml`), 'utf8'));
  if (reading.kind === 'refused' || read.kind === 'refused') throw new Error(`the shipped round ${example} cannot be read`);
  return { programme: reading.programme, example: read.example };
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
  private readonly todo: readonly { readonly moment: string; readonly work: () => Promise<void> }[];
  private done = 0;

  constructor(private readonly told: Told, options: ToldRoundOptions) {
    const { programme, example: { given, steps } } = told;
    const { numbersFrom, prefix = '', ...stage } = options;
    const morning = `${given.on}${MORNING}`;
    const venue = new DemonstrationVenue({ ...stage, prefix, key: programme.definition.id, from: instantOf(morning) });
    this.play = new Play(venue, programme, morning, new Dossiers(numbersFrom));
    this.todo = [
      { moment: morning, work: () => this.begin(morning) },
      ...steps.flatMap((step, index) => (leavesNothing(step) ? [] : [{ moment: step.recorded ?? step.on, work: () => carryOutStep(this.play, step, ['steps', index]) }])),
    ];
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

  /** When it goes on; null where it has come to its end. */
  get next(): Instant | null {
    const next = this.todo[this.done];
    return next === undefined ? null : instantOf(next.moment);
  }

  get progress(): { readonly done: number; readonly of: number } {
    return { done: this.done, of: this.todo.length };
  }

  async goOn(): Promise<void> {
    await this.todo[this.done]?.work();
    this.done += 1;
  }

  private async begin(morning: string): Promise<void> {
    await this.play.moveTo(morning, ['given'], 'on');
    await prepare(this.play, this.told.example.given);
  }
}

/**
 * What is refused without a fact is left out: nobody would see it, and played again after an interruption, when the log
 * has come further, it might be accepted.
 */
function leavesNothing({ refused, expect }: Step): boolean {
  return refused !== undefined && (expect === undefined || Object.keys(expect).length === 0);
}

/** Plays them side by side: whichever comes next in business time goes on. */
export async function playTogether(rounds: readonly ToldRound[], progress: (done: number, of: number) => void): Promise<void> {
  for (;;) {
    const [first] = rounds.filter(({ next }) => next !== null).sort((a, b) => ((a.next ?? '') < (b.next ?? '') ? -1 : 1));
    if (first === undefined) return;
    progress(rounds.reduce((sum, one) => sum + one.progress.done, 0), rounds.reduce((sum, one) => sum + one.progress.of, 0));
    await first.goOn();
  }
}
