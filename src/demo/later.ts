import type { Application } from '../application';
import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { ExampleError } from '../examples/difference';
import { Bureau, type ToldExample } from './bureau';
import type { BureauTold, Persona } from './bureaux';
import { nextOf, playTogether, type Story } from './story';
import type { Programme } from '../examples/play';
import { Answers } from './venue';

/** A bureau with what was read of its folder. */
export interface BureauRead {
  readonly told: BureauTold;
  readonly programme: Programme;
  readonly examples: readonly ToldExample[];
}

export interface LaterStage {
  readonly application: Application;
  readonly clock: { set(instant: Instant): void };
  readonly bureaux: readonly BureauRead[];
  /** Aborted: it ends between two commands and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What could not go on as it is told, and why: somebody had done something else in between. */
export interface Halted {
  readonly title: { readonly zh: string; readonly en: string };
  readonly why: { readonly zh: string; readonly en: string };
}

/**
 * The bureaux whose programmes begin after the day on which the demonstration stands at first. Their units and people are
 * there from the start; what is told of them happens when the business clock is moved past it.
 */
export class LaterBureaux {
  private readonly bureaux: readonly { readonly told: BureauTold; readonly bureau: Bureau }[];
  private readonly signal: AbortSignal | undefined;
  private going: readonly Story[] | undefined;
  private readonly halted = new Set<Story>();

  /** Error: ExampleError. */
  constructor({ application, clock, bureaux, signal }: LaterStage) {
    this.signal = signal;
    const answers = new Answers(application);
    const made = { examples: 0, names: 0 };
    this.bureaux = bureaux.map(({ told, programme, examples }) => ({ told, bureau: new Bureau(told, programme, examples, { application, clock, answers, made, ...(signal === undefined ? {} : { signal }) }) }));
  }

  /** Again changes nothing. @param founder an officer who is in the store already. */
  async found(founder: PersonId): Promise<void> {
    for (const { bureau } of this.bureaux) await bureau.found(founder);
  }

  /** Whoever there is to be: officers from the start, others with the day on which they come into what is told. */
  get personas(): { readonly [name: string]: Persona } {
    return Object.fromEntries(this.bureaux.flatMap(({ told: { key, called, personas }, bureau }) => [
      [`${key}-officer`, { person: bureau.officer, zh: `${called.zh}经办人`, en: `officer, ${called.en}` }] as const,
      ...personas.map(({ name, example, who, zh, en }) => {
        const persona = { zh: `${called.zh}：${zh}`, en: `${called.en}: ${en}` };
        const person = bureau.knows(who, example);
        return [name, person === undefined ? { person: null, from: bureau.beginningOf(example), ...persona } : { person, ...persona }] as const;
      }),
    ]));
  }

  /** What is told up to then happens. What cannot go on stands still from there on, and the others go on. Errors: those of the stores. */
  async playUntil(until: Instant, progress: (done: number, of: number) => void): Promise<readonly Halted[]> {
    this.going ??= this.bureaux.flatMap(({ bureau }) => bureau.stories());
    const stories = this.going;
    const halted: Halted[] = [];
    for (;;) {
      const going = stories.filter((story) => !this.halted.has(story));
      try {
        await playTogether(going, progress, until);
        return halted;
      } catch (error) {
        this.signal?.throwIfAborted();
        if (!(error instanceof ExampleError)) throw error;
        const stopped = nextOf(going, until);
        if (stopped === undefined) throw error;
        this.halted.add(stopped);
        halted.push({ title: stopped.title, why: { zh: error.difference.zh, en: error.difference.en } });
      }
    }
  }
}
