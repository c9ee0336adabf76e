import { addDays, type BusinessDate } from '../dates';
import type { EventId, OrgId, PersonId, TeacherId } from '../facts';
import type { OrgsState } from '../orgs';
import type { ConflictKind, PanelRules } from '../programme-rules';
import type { Relations } from '../relations';

/** Where somebody worked; `to` inclusive, null while it goes on. */
export interface Spell {
  readonly unit: OrgId;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}
export interface Placed {
  /** The candidate where several persons stand behind it: her spells and relations are then the team's too. */
  readonly of?: TeacherId;
  readonly person: PersonId;
  /** Every id that she is known by, where dossiers were merged (E6); left out: the one. */
  readonly ids?: readonly PersonId[];
  readonly spells: readonly Spell[];
}
/** One thing that stands between an expert and a candidate, with what it rests on. */
export interface Conflict {
  readonly expert: PersonId;
  readonly teacher: TeacherId;
  readonly kind: ConflictKind;
  readonly effect: 'EXCLUDE' | 'RECUSE';
  /** The unit that they shared, or the fact of the relation. */
  readonly basis: { readonly unit: OrgId } | { readonly event: EventId };
}

/**
 * What history says of experts and candidates by the rules of the programme (E41). Two persons shared a unit where their
 * spells there meet on the round's snapshot day, today, or within the years that count. Candidates are indexed by unit, so no pair is looked at that has nothing in common.
 */
export function conflictsBetween(experts: readonly Placed[], candidates: readonly Placed[], relations: Relations, rules: PanelRules['conflicts'], day: BusinessDate, snapshot: BusinessDate): readonly Conflict[] {
  const found: Conflict[] = [];
  const judged = new Map<PersonId, TeacherId[]>();
  for (const { person, ids = [person], of = person } of candidates) for (const id of ids) judged.set(id, [...(judged.get(id) ?? []), of]);
  const byUnit = new Map<OrgId, { readonly teacher: TeacherId; readonly spell: Spell }[]>();
  for (const { person, of = person, spells } of candidates) {
    for (const spell of spells) {
      const there = byUnit.get(spell.unit);
      if (there === undefined) byUnit.set(spell.unit, [{ teacher: of, spell }]);
      else there.push({ teacher: of, spell });
    }
  }
  for (const { kind, years, effect } of rules) {
    const back = yearsBefore(day, years);
    const since = snapshot < back ? snapshot : back;
    for (const { person: expert, ids = [expert], spells } of experts) {
      const met = new Set<TeacherId>();
      const tell = (teacher: TeacherId, basis: Conflict['basis']): void => {
        if (teacher === expert || met.has(teacher)) return;
        met.add(teacher);
        found.push({ expert, teacher, kind, effect, basis });
      };
      if (kind === 'SAME_UNIT') {
        for (const own of spells) for (const { teacher, spell } of byUnit.get(own.unit) ?? []) if (meets(own, spell, since, day)) tell(teacher, { unit: own.unit });
      } else {
        for (const [id, relation] of ids.flatMap((one) => [...(relations.get(one)?.values() ?? [])].map((tie) => [one, tie] as const))) {
          const other = relation.a === id ? relation.b : relation.a;
          if (relation.kind !== kind || relation.from > day || (relation.to !== null && relation.to < since)) continue;
          for (const teacher of judged.get(other) ?? []) tell(teacher, { event: relation.event });
        }
      }
    }
  }
  return found;
}

/** Both there on one day at least, no earlier than `since` and no later than `day`. */
function meets(a: Spell, b: Spell, since: BusinessDate, day: BusinessDate): boolean {
  const from = [a.from, b.from, since].reduce((latest, one) => (one > latest ? one : latest));
  const to = [a.to ?? day, b.to ?? day, day].reduce((first, one) => (one < first ? one : first));
  return from <= to;
}

/** The same day so many years before; 29 February need not exist to be compared with. */
function yearsBefore(day: BusinessDate, years: number): BusinessDate {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}

/** Where a unit ended while she was there, she is since then with those that carry it on, transferred along or not yet (E32). */
export function carriedOn(tree: OrgsState, spell: Spell): readonly Spell[] {
  const unit = tree.orgs.get(spell.unit);
  const on = unit?.ended?.on;
  if (unit === undefined || on === undefined || (spell.to !== null && spell.to < on)) return [spell];
  const before = spell.from < on ? [{ ...spell, to: addDays(on, -1) }] : [];
  const from = spell.from < on ? on : spell.from;
  return [...before, ...unit.successors.flatMap((next) => (next.on === on ? carriedOn(tree, { unit: next.org, from, to: spell.to }) : []))];
}
