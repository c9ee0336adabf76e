import * as fc from 'fast-check';
import { owedBy } from '../../src/domain/assessment/owed';
import { askingFor, waitingIn } from '../../src/domain/assessment/owed-spans';
import { assessmentDues } from '../../src/domain/assessment/due';
import { addDays, addYears } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { AssessmentRules, EffectiveProgramme } from '../../src/domain/programme-rules';
import { view } from '../../src/domain/teacher/view';
import { type TrainingDocument } from '../../projections/trainings/document';
import { assessedLife, OWED_ROWS, owedWhere, TRAININGS, trainings, type OwedRow } from '../../projections/trainings/trainings';
import { foldBatches, logOf, type Folded, type GivenEvent } from './given';
import { teacher } from './lives';

const by = { grades: ['QUALIFIED'] as const, clause: 'Q4', post: 'BureauOfficer' as const, level: 'CITY' as const };
const term: AssessmentRules = { ...by, code: 'TERM', kind: 'END_OF_TERM', within: { value: 3, clause: 'Q4' } };
const yearly = (value: 'SCHOOL_YEAR' | 'CALENDAR_YEAR', code = 'ANNUAL'): AssessmentRules => ({ ...by, code, kind: 'ANNUAL', year: { value, clause: 'Q3' } });
const programme = (...assessments: readonly AssessmentRules[]) => ({ id: 'weihai', assessments, tiers: [] }) as Partial<EffectiveProgramme> as EffectiveProgramme;

const FIRST = '2019-07-01';
const t = teacher('t1');
const hers = (type: GivenEvent['type'], on: string, data: JsonObject, more: Partial<GivenEvent> = {}): GivenEvent => ({ type, stream: 'teacher-t1', on, data, ...more });
const ti1 = { title: 'ti1', programme: 'weihai', tier: 'RISING_STAR' };
const titled: readonly GivenEvent[] = [t.registered('2015-09-01', 'u1', { id: 'reg' }), t.conferred(FIRST, 'ti1', 'RISING_STAR', { to: '2022-06-30', id: 'conf' })];
const verdict = (on: string, kind: 'ANNUAL' | 'END_OF_TERM', period: string, more: Partial<GivenEvent> = {}): GivenEvent =>
  hers('AssessedQualified', on, { assessment: `${kind}-${period}`, code: kind === 'ANNUAL' ? 'ANNUAL' : 'TERM', programme: 'weihai', kind, period, title: kind === 'ANNUAL' ? null : 'ti1', assessor: 'edz' }, more);

function rowsOn(folded: Folded, rules: EffectiveProgramme, asOf: string, units: ReadonlySet<string> | null = null): readonly OwedRow[] {
  const rows = folded.bodies(OWED_ROWS) as readonly OwedRow[];
  const holds = (row: OwedRow, where: ReturnType<typeof owedWhere>[number]): boolean => where.every((it) => {
    const value = String(row[it.field]);
    if ('in' in it) return it.in.includes(value);
    return 'eq' in it ? value === it.eq : 'lte' in it ? value <= String(it.lte) : 'gt' in it && value > String(it.gt);
  });
  return owedWhere({ programme: rules.id, by: owedBy(rules, []) ?? [], asOf, units }).flatMap((where) => rows.filter((row) => holds(row, where)));
}

const waits = (folded: Folded, rules: EffectiveProgramme, asOf: string, units: ReadonlySet<string> | null): readonly unknown[] =>
  sorted(rowsOn(folded, rules, asOf, units).flatMap(({ teacher, by: kind, asks }) => waitingIn(asks, askingFor(rules, kind), asOf).map((waiting) => ({ teacher, ...waiting }))));

/** As her dossier says it, without any row. */
function waitsByDossier(folded: Folded, rules: EffectiveProgramme, asOf: string, units: ReadonlySet<string> | null): readonly unknown[] {
  return sorted((folded.bodies(TRAININGS) as readonly TrainingDocument[]).flatMap((document) => {
    const life = assessedLife(document);
    const { unit, ...now } = view(life, asOf);
    return unit === null || units?.has(unit) === false ? [] : assessmentDues(now, rules).flatMap((due) => (due.status === 'DUE' || due.status === 'OVERDUE' ? [{ teacher: document.teacher, due, unit, then: view(life, due.assessedOn).unit ?? unit }] : []));
  }));
}

const sorted = <T extends { readonly teacher: string; readonly due: { readonly title: string; readonly code: string; readonly period: string | null; readonly term: number } }>(found: readonly T[]): readonly T[] =>
  [...found].sort((a, b) => (JSON.stringify([a.teacher, a.due]) < JSON.stringify([b.teacher, b.due]) ? -1 : 1));

const mayOwe = (folded: Folded, rules: EffectiveProgramme, asOf: string): ReadonlySet<string> => new Set(rowsOn(folded, rules, asOf).map(({ teacher: one }) => one));

type Step = { readonly kind: 'annual' | 'term' | 'renew' | 'suspend' | 'defer' | 'revoke' | 'overturn' | 'retire' | 'die' | 'lifetime' | 'void' | 'move' | 'second' | 'back' | 'late' | 'merge'; readonly after: number; readonly pick: number };
const steps: fc.Arbitrary<readonly Step[]> = fc.array(fc.record({ kind: fc.constantFrom('annual', 'annual', 'annual', 'annual', 'term', 'term', 'renew', 'renew', 'suspend', 'defer', 'revoke', 'overturn', 'retire', 'die', 'lifetime', 'void', 'move', 'move', 'second', 'back', 'late', 'merge'), after: fc.integer({ min: 10, max: 3200 }), pick: fc.nat({ max: 7 }) }), { maxLength: 18 });

function lifeOf(moves: readonly Step[]): readonly GivenEvent[] {
  const given: GivenEvent[] = [teacher('t2').registered('2016-09-01', 'u5'), ...titled];
  let merged = false;
  let revoked: string | null = null;
  let [years, terms] = [0, 1];
  for (const [i, { kind, after, pick }] of [...moves].sort((a, b) => a.after - b.after).entries()) {
    const [on, id] = [addDays(FIRST, after), `f${i}`];
    if (kind === 'annual') given.push(verdict(on, 'ANNUAL', String(2019 + (pick === 0 ? 4 : years++)), { id }));
    if (kind === 'term') given.push(verdict(on, 'END_OF_TERM', pick > 1 ? `term-${terms}` : on.slice(0, 4), { id }));
    if (kind === 'renew') given.push(hers('TitleRenewed', on, { ...ti1, way: 'AWARD', term: { number: (terms += 1), from: addYears('2016-07-01', 3 * terms), to: addYears('2019-06-30', 3 * terms) } }, { id }));
    if (kind === 'suspend') given.push(hers('TitleSuspended', on, { ...ti1, until: addDays(on, 40 * pick), expiry: pick % 2 === 0 ? 'EXTENDS' : 'KEEPS' }, { id }));
    if (kind === 'defer') given.push(hers('AssessmentDeferred', on, { programme: 'weihai', code: pick % 2 === 0 ? 'TERM' : 'ANNUAL', kind: pick % 2 === 0 ? 'END_OF_TERM' : 'ANNUAL', period: pick % 2 === 0 ? `term-${1 + (pick % 3)}` : String(2019 + pick), title: pick % 2 === 0 ? 'ti1' : null, newDue: addDays(on, 60) }, { id }));
    if (kind === 'revoke') given.push(t.revoked(on, 'ti1', 'RISING_STAR', { id: (revoked = id) }));
    if (kind === 'overturn' && revoked !== null) given.push(hers('RevocationOverturned', on, { ...ti1, revocation: revoked }, { id }));
    if (kind === 'retire') given.push(hers('Retired', on, { reason: 'AGE' }, { id }));
    if (kind === 'die') given.push(hers('Deceased', on, {}, { id }));
    if (kind === 'lifetime') given.push(hers('LifetimeTitleGranted', on, { ...ti1, round: 'r', verdicts: [] }, { id }));
    if (kind === 'move') given.push(t.transferred(on, 'u1', `u${pick % 4}`, { id }));
    if (kind === 'second') given.push(t.conferred(on, 'ti2', 'MASTER', { to: pick === 0 ? null : addDays(addYears(on, 1 + (pick % 3)), -1), id }));
    if (kind === 'back') given.push(hers('Reemployed', on, { unit: `u${pick % 4}`, stage: 'PRIMARY', subject: 'CHINESE', onEstablishment: true, inPost: true }, { id }));
    if (kind === 'late') given.push(t.registered(on, `u${pick % 4}`, { id, meta: { corrects: 'reg' } }));
    if (kind === 'merge') given.push(hers(merged ? 'MergeUndone' : 'IdentitiesMerged', on, { from: 't1', into: 't2' }, { id, stream: `teacher-${merged ? 't2' : 't1'}` }));
    if (kind === 'merge') merged = !merged;
    if (kind === 'void' && i > 0) given.push(t.voided(on, `f${pick % i}`));
  }
  return given;
}

const rulesAsked = [programme(term), programme(yearly('CALENDAR_YEAR')), programme(yearly('SCHOOL_YEAR')), programme(term, yearly('SCHOOL_YEAR'))];

describe('who may owe an assessment', () => {
  it('and what waits of her, and where, is the same by the rows as by her dossier, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.integer({ min: -30, max: 4000 }), { minLength: 1, maxLength: 6 }), async (moves, days) => {
        const folded = await foldBatches([trainings], [logOf(lifeOf(moves))]);
        for (const asOf of days.map((n) => addDays(FIRST, n))) for (const rules of rulesAsked) for (const units of [null, new Set(['u1', 'u2'])]) expect([asOf, waits(folded, rules, asOf, units)]).toEqual([asOf, waitsByDossier(folded, rules, asOf, units)]);
      }),
      { numRuns: 150 },
    );
  });

  it('is told once of a day, with no row for what changes nothing', async () => {
    const rows = async (...more: readonly GivenEvent[]) => ((await foldBatches([trainings], [logOf([...titled, ...more])])).bodies(OWED_ROWS) as readonly OwedRow[]).filter(({ by: kind }) => kind === 'TERM').map(({ from, to, asks }) => [from, to, asks.units.map(({ unit }) => unit)]);
    expect(await rows(hers('SubjectChanged', '2022-08-01', { subject: 'MATHS' }), t.transferred('2022-09-01', 'u1', 'u2'))).toEqual([['2022-06-30', '2022-09-01', ['u1']], ['2022-09-01', '9999-12-31', ['u1', 'u2']]]);
  });

  it('is nobody whose assessments were concluded, whose title is gone, or who left before they came due', async () => {
    const on = async (asOf: string, rules: EffectiveProgramme, more: readonly GivenEvent[]) => [...mayOwe(await foldBatches([trainings], [logOf([...titled, ...more])]), rules, asOf)];
    const [termly, yearlong] = [programme(term), programme(yearly('CALENDAR_YEAR'))];
    expect([await on('2022-06-29', termly, []), await on('2022-06-30', termly, [])]).toEqual([[], ['t1']]);
    expect([await on('2022-09-01', termly, [verdict('2022-09-02', 'END_OF_TERM', 'term-1')]), await on('2022-09-02', termly, [verdict('2022-09-02', 'END_OF_TERM', 'term-1')])]).toEqual([['t1'], []]);
    const two = [verdict('2020-01-10', 'ANNUAL', '2019'), verdict('2021-01-10', 'ANNUAL', '2020')];
    expect([await on('2020-01-09', yearlong, two), await on('2020-06-01', yearlong, two), await on('2021-12-30', yearlong, two), await on('2021-12-31', yearlong, two)]).toEqual([['t1'], [], [], ['t1']]);
    expect(await on('2023-01-01', termly, [t.revoked('2022-08-01', 'ti1', 'RISING_STAR')])).toEqual([]);
    expect(await on('2023-01-01', termly, [hers('Retired', '2022-06-01', { reason: 'AGE' })])).toEqual([]);
    const longer = hers('TitleSuspended', '2022-07-15', { ...ti1, until: '2022-08-30', expiry: 'EXTENDS' });
    expect([await on('2022-07-10', termly, [longer]), await on('2022-07-10', termly, [longer, hers('AssessmentDeferred', '2022-07-01', { programme: 'weihai', code: 'TERM', kind: 'END_OF_TERM', period: 'term-1', title: 'ti1', newDue: '2022-12-31' })])]).toEqual([['t1'], ['t1']]);
    expect(await on('2023-01-01', termly, [hers('Deceased', '2022-08-01', {})])).toEqual([]);
  });

  it('is told of the dossier that it was merged into', async () => {
    const merged = hers('IdentitiesMerged', '2022-08-01', { from: 't1', into: 't2' });
    expect([...mayOwe(await foldBatches([trainings], [logOf([teacher('t2').registered('2016-09-01', 'u5'), ...titled, merged])]), programme(term), '2022-09-01')]).toEqual(['t2']);
  });

  it('cannot be told where a file has two assessments of a kind, one of years that is not annual, or another code than before', () => {
    expect(owedBy(programme(term, yearly('SCHOOL_YEAR')), [programme(term)])).toEqual(['TERM', 'SCHOOL_YEAR']);
    expect(owedBy(programme(term, { ...by, code: 'M3', kind: 'MILESTONE' }), [])).toEqual(['TERM']);
    for (const [now, before] of [[programme(term, { ...term, code: 'OTHER' }), []], [programme({ ...yearly('SCHOOL_YEAR'), kind: 'TRAINING' }), []], [programme(yearly('SCHOOL_YEAR')), [programme(yearly('SCHOOL_YEAR', 'YEARLY'))]]] as const) expect(owedBy(now, before)).toBeNull();
  });
});
