import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import { effectiveProgramme, validOn } from '../domain/programme';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { fillOpen } from '../domain/rules/leaves';
import { diffProgrammes, type ProgrammeDifference } from '../domain/rules/programme-diff';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import type { Asker } from './reader';
import { Reading } from './reading';
import { requirePart } from './rounds';
import { without } from './without';

/** Rules as they stood on a day: the last version published by then, with what was adopted for it by then. */
export interface RulesOnDay {
  readonly programme: string;
  readonly version: number;
  readonly publishedOn: BusinessDate;
  readonly adoptions: ProgrammeDocument['adoptions'];
}

export interface RulesAnswer extends RulesOnDay {
  readonly asOf: BusinessDate;
  /** Whether the day lies within the programme's own validity; null where a bound of it is left open. */
  readonly valid: boolean | null;
  readonly effective: Omit<EffectiveProgramme, 'adoptions'>;
}

/** A version by its number, with its last adoptions, or the rules of a day. */
export type RulesAsked = number | BusinessDate;

export interface DiffAnswer {
  readonly programme: string;
  readonly from: RulesOnDay;
  readonly to: RulesOnDay;
  readonly differences: readonly ProgrammeDifference[];
}

export class RulesQuestion extends Question<RulesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

export class DiffQuestion extends Question<DiffAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly from: RulesAsked,
    readonly to: RulesAsked,
  ) {
    super();
  }
}

@QueryHandler(RulesQuestion)
export class RulesHandler implements IQueryHandler<RulesQuestion, RulesAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asOf = this.reading.today() }: RulesQuestion): Promise<RulesAnswer> {
    await requirePart(this.reading, asker, 'programme');
    const { rules, definition } = await rulesOf(this.reading, programme, asOf);
    const published = { programme, version: rules.version, definition };
    return { ...rules, asOf, valid: validOn(published, rules.adoptions, asOf), effective: without(effectiveProgramme(published, rules.adoptions, 0), 'adoptions') };
  }
}

/** What changed between two versions, or between the rules of two days, in words. */
@QueryHandler(DiffQuestion)
export class DiffHandler implements IQueryHandler<DiffQuestion, DiffAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, from, to }: DiffQuestion): Promise<DiffAnswer> {
    await requirePart(this.reading, asker, 'programme');
    const [was, is] = [await rulesOf(this.reading, programme, from), await rulesOf(this.reading, programme, to)];
    return { programme, from: was.rules, to: is.rules, differences: diffProgrammes(was.filled, is.filled, { before: pathsOf(was.rules), after: pathsOf(is.rules) }) };
  }
}

function pathsOf({ adoptions }: RulesOnDay): ReadonlySet<string> {
  return new Set(adoptions.map(({ path }) => path));
}

/** Errors: NotFoundError, also where nothing was published by that day. */
async function rulesOf(reading: Reading, programme: string, asked: RulesAsked): Promise<{ readonly rules: RulesOnDay; readonly definition: JsonObject; readonly filled: JsonObject }> {
  const body = (await reading.one(PROGRAMMES, programme))?.body as ProgrammeDocument | undefined;
  if (body === undefined) throw new NotFoundError('programme', programme);
  const published = typeof asked === 'number' ? body.versions.find(({ version }) => version === asked) : body.versions.findLast(({ on }) => on <= asked);
  // The view holds the newest text alone; every version's stands in the programme's own stream.
  const definition = published === undefined ? undefined : (await reading.sources.application.desk.programmes.load(programme)).state.versions.get(published.version)?.definition;
  if (published === undefined || definition === undefined) throw new NotFoundError('version', `${programme}@${asked}`);
  const { version, on } = published;
  const adoptions = body.adoptions.filter((adopted) => adopted.version === version && (typeof asked === 'number' || adopted.on <= asked));
  return { rules: { programme, version, publishedOn: on, adoptions }, definition, filled: fillOpen(definition, new Map(adoptions.map(({ path, value }) => [path, value]))) };
}
