import type { DecisionContext } from '../context';
import { alreadySo, refused } from '../decision';
import type { Decision } from '../facts';
import type { LegacyTitleImported, TeacherFact } from './facts';
import { isRegistered, ownDossier, standingFacts, type TeacherState } from './teacher';
import { standingOf } from './view';
import { firstDayOf } from './wording';

export type ImportLegacyTitleCommand = Omit<LegacyTitleImported['data'], 'verified'>;

/**
 * 历史称号: what a list of the bureau says she was given before this system. Nobody has checked it, so it counts for no
 * rule; it is shown as such, and corrected or voided like any fact that was entered.
 */
export function decideImportLegacyTitle(state: TeacherState, command: ImportLegacyTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  const effectiveOn = firstDayOf(command.conferredOn);
  if (effectiveOn === null) return refused('notADate', { name: 'conferredOn', date: command.conferredOn });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  // Whichever list names it again, it is one title.
  if (recordedTitle(state, command)) return alreadySo;
  return { kind: 'events', events: [{ type: 'LegacyTitleImported', data: { ...command, verified: false }, effectiveOn }] };
}

/** The standing fact that says the same; null while there is none. */
export function recordedTitle(state: TeacherState, { name, conferredOn, number }: Pick<ImportLegacyTitleCommand, 'name' | 'conferredOn' | 'number'>): string | null {
  const same = standingOf(standingFacts(state), 'LegacyTitleImported').find(({ fact: { data } }) => data.name === name && data.conferredOn === conferredOn && data.number === number);
  return same?.fact.id ?? null;
}
