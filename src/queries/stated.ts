import { NotFoundError } from '../commands/errors';
import { publisherOf } from '../commands/publisher';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { effectiveProgramme } from '../domain/programme';
import { heirsOf, orgOn, parentOn, type OrgsState } from '../domain/orgs';
import { isCarriedOutIn } from '../domain/programme-stream';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { Honour } from '../domain/targets/honours';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import type { Asker } from './reader';
import type { Reading } from './reading';
import { unitsReadOf } from './roster';

/** A programme's boards are asked as of a day, for a unit with those below it. */
export interface BoardAsked {
  readonly asOf?: BusinessDate;
  readonly unit?: OrgId;
}

/** The newest version with what was adopted by the day. */
export function effectiveOn({ programme, version, adoptions, definition }: ProgrammeDocument, asOf: BusinessDate): EffectiveProgramme {
  return effectiveProgramme({ programme, version, definition }, adoptions.filter((adopted) => adopted.version === version && adopted.on <= asOf), 0);
}

/**
 * What a board is answered from: the programme as of the day, and the units that are asked about; undefined: all of them.
 * `whole`: they are all that the programme is carried out in, so a number that is set for it can be judged. Errors: MayNotReadError, NotFoundError.
 */
export async function boardOf(reading: Reading, asker: Asker, question: string, programme: string, asked: BoardAsked): Promise<{ readonly asOf: BusinessDate; readonly effective: EffectiveProgramme; readonly units: ReadonlySet<OrgId> | undefined; readonly whole: boolean; readonly tree: OrgsState }> {
  const { reader, tree } = await reading.reader(asker);
  const asOf = asked.asOf ?? reading.today();
  const readable = reader.rosterUnits(question);
  const units = unitsReadOf(reader, tree, question, { ...(asked.unit === undefined ? {} : { unit: asked.unit }), asOf, today: reading.today() });
  const document = await reading.one(PROGRAMMES, programme);
  if (document === undefined) throw new NotFoundError('programme', programme);
  const among = units === undefined ? undefined : new Set(units);
  const publisher = await publisherOf(reading.sources.application.desk, programme);
  if (!isInLine(tree, publisher, readable, [reading.today(), asOf])) throw reader.refuse(question, 'staff');
  // A programme that nobody's office published has the tree of whoever asks for its own.
  const whole = publisher === null ? (asked.unit === undefined ? reader.seesWholeTree() : isTop(tree, asked.unit, asOf) && (among?.has(asked.unit) ?? true)) : isWhole(tree, publisher, among, asOf);
  return { asOf, effective: effectiveOn(document.body as ProgrammeDocument, asOf), units: among, whole, tree };
}

/**
 * Whether some unit that may be read is one that the programme is carried out in, on one of the days: of another bureau's there
 * would be nothing but zeroes, and they would read as if nothing were done under it. `readable` null: every unit.
 */
export function isInLine(tree: OrgsState, publisher: OrgId | null, readable: ReadonlySet<OrgId> | null, days: readonly BusinessDate[]): boolean {
  return readable === null || [...readable].some((unit) => days.some((day) => isCarriedOutIn(tree, publisher, unit, day)));
}

/** Whether the publisher of a programme, or all that carry it on, are among the units, with whom are those below them. */
function isWhole(tree: OrgsState, publisher: OrgId, units: ReadonlySet<OrgId> | undefined, asOf: BusinessDate): boolean {
  if (units === undefined) return true;
  return heirsOf(tree, publisher, asOf).every((org) => units.has(org));
}

function isTop(tree: OrgsState, unit: OrgId, asOf: BusinessDate): boolean {
  const org = orgOn(tree, unit, asOf);
  return org !== null && parentOn(org, asOf) === null;
}

/** Of these units only. */
export function ofUnits(honours: readonly Honour[], units: ReadonlySet<OrgId> | undefined): readonly Honour[] {
  return units === undefined ? honours : honours.filter(({ unit }) => unit !== null && units.has(unit));
}
