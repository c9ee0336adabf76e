import fc from 'fast-check';
import { District, risingStar, weihai } from '../../../test/domain/district';
import { amount } from '../../../test/spread';
import { addDays } from '../dates';
import { outOfService } from './place';
import { rowsOf, spans, unitSpans, type RosterSpan } from './spans';
import { asKnown, resolve, view, type LifeFact } from './view';

const epoch = '2019-01-01';
const day = (offset: number) => addDays(epoch, offset);
/** A span without its days: the row it stands for. */
const rowText = (span: RosterSpan) => JSON.stringify(Object.fromEntries(Object.entries(span).filter(([name]) => name !== 'from' && name !== 'to')));
const place = { stage: 'PRIMARY', subject: '语文' } as const;

type Step = { readonly kind: 'transfer' | 'retire' | 'reemploy' | 'confer' | 'renew' | 'suspend' | 'reinstate' | 'leave' | 'lifetime' | 'overturn' | 'reissue' | 'revoke' | 'void' | 'restate' | 'review' | 'conclude' | 'admit' | 'leavePool' | 'erase'; readonly on: number; readonly pick: number; readonly term: number | null };

/** Any log at all, also ones that `decide` would not write: a view must not fall over what old versions wrote. */
function lifeOf(steps: readonly Step[]): readonly LifeFact[] {
  const facts: LifeFact[] = [{ id: 'e0', type: 'TeacherRegistered', revision: 0, data: { unit: 's0', ...place, enteredOn: null, onEstablishment: true, inPost: true }, private: { t: { name: 'x' } }, meta: { effectiveOn: day(3) } }];
  steps.forEach(({ kind, on, pick, term }, index) => {
    const revision = index + 1;
    const common = { id: `e${revision}`, revision, private: {} };
    const meta = { effectiveOn: day(on) };
    const target = facts[pick % facts.length];
    const title = `title-${pick % 3}`;
    const of = { title, programme: 'p', tier: 'T' };
    if (!target) return;
    switch (kind) {
      case 'transfer':
        facts.push({ ...common, type: 'Transferred', data: { from: 's0', to: `s${pick % 4}`, ...place }, meta });
        break;
      case 'retire':
        facts.push(pick % 2 === 0 ? { ...common, type: 'Retired', data: { on: day(on) }, meta } : { ...common, type: 'Deceased', data: { on: day(on) }, meta });
        break;
      case 'reemploy':
        facts.push({ ...common, type: 'Reemployed', data: { on: day(on), unit: `s${pick % 4}`, ...place, onEstablishment: false, inPost: true }, meta });
        break;
      case 'confer':
        facts.push({ ...common, type: 'TitleConferred', data: { title: `title-${revision % 3}`, programme: 'p', tier: 'T', track: 'K', ...place, unit: 's0', round: 'r', nomination: 'n', reservation: 'x', batch: 'b', certificate: 'c', term: { number: (pick % 3) + 1, from: day(on + (pick % 5)), to: term === null ? null : day(on + 5 + term) } }, meta });
        break;
      case 'revoke':
        facts.push({ ...common, type: 'TitleRevoked', data: { title, programme: 'p', tier: 'T', ground: 'g', authority: 'a', certificateRecovered: false }, meta });
        break;
      case 'renew':
        facts.push({ ...common, type: 'TitleRenewed', data: { ...of, way: 'AWARD', term: { number: (pick % 3) + 2, from: day(on), to: term === null ? null : day(on + term) } }, meta });
        break;
      case 'suspend':
        facts.push({ ...common, type: 'TitleSuspended', data: { ...of, until: term === null ? null : day(on + term), expiry: pick % 2 === 0 ? 'KEEPS' : 'EXTENDS' }, meta });
        break;
      case 'reinstate':
        facts.push({ ...common, type: 'TitleReinstated', data: { ...of, suspension: target.id }, meta });
        break;
      case 'leave':
        facts.push(pick % 3 === 0 ? { ...common, type: 'TitleAbsorbed', data: { ...of, by: 'title-0' }, meta } : pick % 3 === 1 ? { ...common, type: 'TitleExited', data: { ...of, exit: 'X', vacancy: true }, meta } : { ...common, type: 'TitleRelinquished', data: { ...of, form: 'PAPER' }, meta });
        break;
      case 'lifetime':
        facts.push({ ...common, type: 'LifetimeTitleGranted', data: { ...of, round: 'r', verdicts: [] }, meta });
        break;
      case 'overturn':
        facts.push({ ...common, type: 'RevocationOverturned', data: { ...of, revocation: target.id }, meta });
        break;
      case 'reissue':
        facts.push({ ...common, type: 'CertificateReissued', data: { title, certificate: `c-R${revision}`, replaces: 'c', reasonCode: 'LOST' }, meta });
        break;
      case 'review':
        facts.push({ ...common, type: 'ReviewRequired', data: { outcome: target.id, outcomeType: target.type, title: pick % 2 === 0 ? title : null, facts: pick % 3 === 0 ? [facts.at(-1)?.id ?? '', target.id] : [], rule: pick % 3 === 0 ? 'decidedAfterRetirement' : 'factChanged', inputs: {} }, meta });
        break;
      case 'conclude':
        facts.push({ ...common, type: 'ReviewConcluded', data: { review: target.id, outcome: target.id, outcomeType: target.type, title: null, conclusion: 'STANDS' }, meta });
        break;
      case 'admit':
        facts.push({ ...common, type: 'AdmittedToPool', data: { nomination: `n-${pick % 2}`, programme: 'p', tier: 'T', track: 'K', ...place, unit: 's0', round: 'r', reservation: 'x', batch: 'b', cohort: '2019', from: day(on), to: null }, meta });
        // Asked about at once, as often as not: what is drawn alone seldom names a place.
        if (term !== null) facts.push({ ...common, id: `${common.id}-review`, type: 'ReviewRequired', data: { outcome: common.id, outcomeType: 'AdmittedToPool', title: null, facts: [], rule: 'factChanged', inputs: {} }, meta: { effectiveOn: day(on + term) } });
        break;
      case 'leavePool':
        facts.push({ ...common, type: 'LeftPool', data: { programme: 'p', tier: 'T', nomination: `n-${pick % 2}`, round: 'r', decision: 'x' }, meta });
        break;
      case 'void':
        facts.push({ ...common, type: 'FactVoided', data: { event: target.id, reasonCode: 'x' }, meta });
        break;
      case 'restate':
        facts.push({ ...target, ...common, meta: { ...meta, corrects: target.meta.corrects ?? target.id } });
        break;
      case 'erase':
        facts.push({ ...common, type: 'PersonalDataErased', data: { person: 't', basis: 'x' }, meta });
        break;
    }
  });
  return facts;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('transfer', 'retire', 'reemploy', 'confer', 'renew', 'suspend', 'reinstate', 'leave', 'lifetime', 'overturn', 'reissue', 'revoke', 'void', 'restate', 'review', 'conclude', 'admit', 'leavePool', 'erase'),
  on: fc.integer({ min: 0, max: 40 }),
  pick: fc.nat(30),
  term: fc.option(fc.nat(20), { nil: null }),
});

describe('spans', () => {
  test('property: at every D the spans that hold D are the rows of view(facts, D)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const facts = lifeOf(steps);
        const cut = spans(facts);
        for (let offset = -1; offset <= 75; offset += 1) {
          const at = day(offset);
          const held = cut.filter((span) => span.from <= at && (span.to === null || at < span.to)).map(rowText);
          expect(held.sort()).toEqual(rowsOf(view(facts, at)).map((row) => JSON.stringify(row)).sort());
        }
      }),
      { numRuns: amount(100, 300) },
    );
  });

  test('property: spans are not empty, and no two of one row touch', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const cut = spans(lifeOf(steps));
        for (const { from, to } of cut) expect(to === null || from < to).toBe(true);
        for (const span of cut) {
          expect(cut.find((other) => other.from === span.to && rowText(other) === rowText(span))).toBeUndefined();
        }
      }),
      { numRuns: amount(100, 300) },
    );
  });

  test('property: at every D one span of service at most holds D, in the unit of view(facts, D) while she serves', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const facts = lifeOf(steps);
        const served = unitSpans(facts);
        for (let offset = -1; offset <= 45; offset += 1) {
          const at = day(offset);
          const now = view(facts, at);
          expect(served.filter(({ from, to }) => from <= at && (to === null || at < to)).map(({ unit }) => unit)).toEqual(now.unit === null || outOfService(now) !== null ? [] : [now.unit]);
        }
        expect(served.filter(({ unit, to }) => served.some((other) => other.unit === unit && other.from === to))).toEqual([]);
      }),
      { numRuns: amount(100, 300) },
    );
  });

  test('a title with a term: untitled, then held, then expired beside an untitled row', () => {
    const district = new District({ ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' } }] });
    district.concluded();
    const cut = spans(district.teacher('a').state.facts).map(({ from, to, title }) => [from, to, title?.status ?? null]);
    expect(cut).toEqual([
      ['2015-09-01', '2019-07-01', null],
      ['2019-07-01', '2022-07-01', 'ACTIVE'],
      ['2022-07-01', null, 'EXPIRED'],
      ['2022-07-01', null, null],
    ]);
  });
});

describe('as known', () => {
  test('property: it is the longest prefix whose running maximum of recordedAt is at most K', () => {
    const instant = (minute: number) => `2019-05-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
    fc.assert(
      fc.property(fc.array(fc.nat(59), { maxLength: 20 }), fc.nat(59), (minutes, known) => {
        const log = minutes.map((minute) => ({ recordedAt: instant(minute) }));
        const prefix = asKnown(log, instant(known));
        const running = (length: number) => minutes.slice(0, length).reduce((max, minute) => Math.max(max, minute), -1);
        expect(running(prefix.length) <= known).toBe(true);
        expect(prefix.length === log.length || running(prefix.length + 1) > known).toBe(true);
      }),
    );
  });

  test('property: what a prefix knew is not changed by what came later', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat(12), fc.nat(60), (steps, length, offset) => {
        const facts = lifeOf(steps).map((fact, index) => ({ ...fact, recordedAt: `2019-05-01T00:${String(index).padStart(2, '0')}:00.000Z` }));
        const cut = Math.min(length, facts.length - 1);
        const prefix = asKnown(facts, `2019-05-01T00:${String(cut).padStart(2, '0')}:30.000Z`);
        expect(view(prefix, day(offset))).toEqual(view(facts.slice(0, cut + 1), day(offset)));
      }),
    );
  });

  test('facts are ordered by (effectiveOn, term number, revision), and a restated fact keeps its place', () => {
    const facts = lifeOf([
      { kind: 'transfer', on: 10, pick: 1, term: null },
      { kind: 'transfer', on: 10, pick: 2, term: null },
      { kind: 'restate', on: 10, pick: 1, term: null },
      { kind: 'transfer', on: 5, pick: 3, term: null },
    ]);
    expect(resolve(facts).map((item) => item.origin)).toEqual(['e0', 'e4', 'e1', 'e2']);
    expect(view(facts, day(10)).unit).toBe('s2');
    expect(view(facts, day(9)).unit).toBe('s3');
  });
});
