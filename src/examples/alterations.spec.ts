import { leafValues } from '../domain/rules/programme-schema';
import type { LeafType } from '../domain/rules/programme-definition';
import type { Json } from '../domain/facts';
import { alterationsOf } from './alterations';

const FAMILIES = [new Set(['STAR', 'MASTER', 'BACKBONE']), new Set(['TEACHER', 'PRINCIPAL'])];
const changes = (value: Json, type: LeafType | null, ordered = false) => alterationsOf(value, { schema: type === null ? undefined : leafValues[type], ordered, families: FAMILIES }).map(({ change }) => change);

describe('what a value could have been instead', () => {
  it('is a number beside it, none where there need be none, and one where there was none', () => {
    expect(changes(5, 'integer')).toEqual(['5 → 6', '5 → 4']);
    expect(changes(0, 'integerOrNone')).toEqual(['0 → 1', '0 → null']);
    expect(changes(null, 'decimalOrNone')).toEqual(['null → 1']);
  });

  it('is the other answer, the day before and after, the month before and after', () => {
    expect(changes(true, 'boolean')).toEqual(['true → false']);
    expect(changes('2024-03-01', 'date')).toEqual(['"2024-03-01" → "2024-03-02"', '"2024-03-01" → "2024-02-29"']);
    expect(changes('2025-12', 'printedDay')).toEqual(['"2025-12" → "2026-01"', '"2025-12" → "2025-11"']);
    expect(changes('2026-01', 'printedDay')).toEqual(['"2026-01" → "2026-02"', '"2026-01" → "2025-12"']);
    expect(changes('2025', 'printedDay')).toEqual(['"2025" → "2026"', '"2025" → "2024"']);
  });

  it('is every other word of its list, every other code of its kind, and another text', () => {
    expect(changes('EARMARK', 'fundingKind')).toEqual(['"EARMARK" → "PERCENT"', '"EARMARK" → "FIXED"', '"EARMARK" → "PER_HEAD"']);
    expect(changes('STAR', 'code')).toEqual(['"STAR" → "MASTER"', '"STAR" → "BACKBONE"']);
    expect(changes('SCIENCE', 'code')).toEqual(['"SCIENCE" → "OTHER"']);
    expect(changes('全体教师', 'text')).toEqual(['"全体教师" → "其他"']);
    expect(changes({ parameter: 'bornOnOrAfter' }, 'roundDate')).toEqual(['parameter "bornOnOrAfter" → "other"']);
  });

  it('is a list without each of its entries, with each that it might have had, and turned round where its order says something', () => {
    expect(changes(['STAR', 'MASTER'], 'codes')).toEqual(['without "STAR"', 'without "MASTER"', 'with "BACKBONE"']);
    expect(changes(['TEACHER'], 'codes')).toEqual(['"TEACHER" → "PRINCIPAL"', 'with "PRINCIPAL"']);
    expect(changes([], 'codesOrNone')).toEqual(['STAR', 'MASTER', 'BACKBONE', 'TEACHER', 'PRINCIPAL'].map((code) => `with "${code}"`));
    expect(changes(['SCHOOL', 'DISTRICT'], 'levels', true)).toEqual(['without "SCHOOL"', 'without "DISTRICT"', 'reversed', 'with "CITY"']);
    expect(alterationsOf(['SCHOOL', 'DISTRICT'], { schema: leafValues.levels, ordered: true, families: [] })[2]?.value).toEqual(['DISTRICT', 'SCHOOL']);
  });

  it('is in part, with what is named and where a passage stands left alone', () => {
    expect(changes({ post: 'PartyOrg', level: 'SCHOOL', onPaper: true }, 'acting')).toEqual([
      ...['SchoolAdmin', 'BureauOfficer', 'ResearchCentre', 'ProjectLead', 'Supervisor', 'Expert', 'Auditor', 'SystemOperator', 'Subscriber'].map((post) => `post "PartyOrg" → "${post}"`),
      ...['CITY', 'DISTRICT', 'LEAD'].map((level) => `level "SCHOOL" → "${level}"`),
      'onPaper true → false',
    ]);
    expect(changes({ subjects: ['音乐', '美术'] }, 'leanToward')).toEqual(['subjects without "音乐"', 'subjects without "美术"', 'subjects dropped']);
    expect(changes({ base: 'CONGRESS', quorum: '2/3', of: 'CAST', majority: '1/2', word: 'MORE_THAN' }, 'ballot')).toContain('quorum "2/3" → "3/3"');
    expect(changes({ of: 'TITLES', tiers: ['STAR'], earlier: ['五名'] }, 'peopleMetric')).toEqual(['tiers "STAR" → "MASTER"', 'tiers "STAR" → "BACKBONE"', 'tiers with "MASTER"', 'tiers with "BACKBONE"', 'earlier "五名" → "其他"', 'earlier dropped']);
  });

  it('is in a part of a list of things; weights still make up what they made up', () => {
    const names = { zh: '项', en: 'Item' };
    expect(changes([{ code: 'LESSON', names, weight: 60, max: 100 }, { code: 'VOTE', names, weight: 40, max: 100 }], 'components')).toEqual([
      'without LESSON', 'without VOTE',
      'LESSON.weight 60 → 61', 'LESSON.weight 60 → 59', 'LESSON.max 100 → 101', 'LESSON.max 100 → 99',
      'VOTE.weight 40 → 41', 'VOTE.weight 40 → 39', 'VOTE.max 100 → 101', 'VOTE.max 100 → 99',
      '"LESSON" weighs 70, "VOTE" 30',
    ]);
    expect(changes([{ code: 'GUIDE', names }], 'grounds')).toEqual(['"GUIDE" → "OTHER"']);
    const group = changes([{ code: 'ALL', names, stages: null, subjects: ['语文'], seats: 3 }], 'groups');
    expect(group).toEqual(expect.arrayContaining(['ALL.stages null → ["PRESCHOOL"]', 'ALL.subjects "语文" → "其他"', 'ALL.subjects ["语文"] → null', 'ALL.seats 3 → null']));
    expect(group).not.toContain('ALL.subjects without "语文"');
  });
});
